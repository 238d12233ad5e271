package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Event;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.message.Events;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code berth watch} and {@code berth metrics}: what berthd tells, for people and for programs. */
class WatchCommandTest {
    private static final Instant TIME = Instant.parse("2026-11-21T22:30:00.987Z");
    private static final OwnerProcess EVE =
            new OwnerProcess(4210, "py\33[31m\"é", "eve", 1002, "/user.slice", Optional.empty());
    private static final OwnerProcess BOB =
            new OwnerProcess(4121, "java", "bob", 1001, "/system.slice/a.service", Optional.of("a.service"));
    private static final Event REFUSED = Event.of(Event.Kind.REFUSED, TIME, Protocol.TCP, PortBlock.of(8080))
            .process(EVE)
            .address(IpAddress.parse("::ffff:127.0.0.1"))
            .times(17);
    private static final Event ACQUIRED = Event.of(
                    Event.Kind.ACQUIRED, TIME.plusSeconds(1), Protocol.TCP_UDP, PortBlock.of(20_000, 4))
            .token(new Token(0x5d3c2a1900000002L))
            .process(BOB);
    private static final Event ENDED = Event.of(
                    Event.Kind.ENDED, TIME.plusSeconds(2), Protocol.TCP_UDP, PortBlock.of(20_000, 4))
            .token(new Token(0x5d3c2a1900000002L))
            .why("its process ended");
    private static final Event CREATED =
            Event.of(Event.Kind.CREATED, TIME.plusSeconds(3), Protocol.UDP, PortBlock.of(53));
    private static final Reply BEGIN = Reply.continued(Events.begin());
    private static final Reply ENOUGH = Reply.error(
            Methods.REFUSED,
            new JsonObject().with("code", Code.ERROR_ACCESS_DENIED.number()).with("message", "watch: enough"));

    private final CommandLineFixture fixture = new CommandLineFixture();

    @Test
    void whatHappensIsALineEach() {
        happen();
        var run = fixture.run("watch");
        golden("events.txt", run);
        assertThat(fixture.berthd.calls)
                .containsOnly(Call.of(Methods.WATCH, new JsonObject()).withMore())
                .hasSize(2);
    }

    @Test
    void whatHappensIsAnObjectEachForPrograms() {
        happen();
        var run = fixture.run("watch --json");
        golden("events.json", run);
        Schema.ofEvents().checkLines(run.out());
    }

    @Test
    void quietSaysNothingOfWhatIsMissing() {
        happen();
        assertThat(fixture.run("watch --quiet").err()).doesNotContain("away").startsWith("berth: ERROR_ACCESS_DENIED");
    }

    @Test
    void whoLooksEndsWithTheReader() {
        fixture.berthd.answer(BEGIN, event(REFUSED), ENOUGH);
        PrintStream gone = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        assertThat(fixture.berth(new Console(gone, gone, () -> true)).run("watch"))
                .isEqualTo(Exit.DONE);
    }

    @Test
    void whereNobodyAnswersThatIsSaidWithTheWayOut() {
        for (String command : new String[] {"watch", "metrics"}) {
            var run = fixture.run(command, "--socket=/e/berth.sock");
            assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
            assertThat(run.exit().number()).isEqualTo(3);
            assertThat(run.err())
                    .isEqualTo("berth: WSAENETDOWN (10050): " + command
                            + ": nobody answers on /e/berth.sock (Connection refused); start berthd with 'systemctl start"
                            + " berthd' or 'berth serve', and try again\n");
        }
        assertThat(fixture.places).extracting(Places::socket).containsOnly(Path.of("/e/berth.sock"));
    }

    @Test
    void metricsAreWhatBerthdSays() {
        String text = "# TYPE berth_acquired_total counter\nberth_acquired_total 7\n";
        for (String line : new String[] {"metrics", "metrics --json"}) {
            fixture.berthd.answer(Reply.of(new JsonObject().with("text", text)));
            assertThat(fixture.run(line)).isEqualTo(new CommandLineFixture.Run(Exit.DONE, text, ""));
        }
    }

    @Test
    void wordsAreTooMany() {
        assertThat(fixture.run("watch tcp").err()).startsWith("berth: one word too many: 'tcp'\n");
        assertThat(fixture.run("metrics tcp").exit()).isEqualTo(Exit.USAGE);
    }

    /** Once before berthd is away, and once after. */
    private void happen() {
        fixture.berthd.answer(BEGIN, event(REFUSED), event(ACQUIRED), event(ENDED));
        fixture.berthd.answer(BEGIN, event(CREATED), ENOUGH);
    }

    private static Reply event(Event event) {
        return Reply.continued(Events.reply(event));
    }

    private static void golden(String file, CommandLineFixture.Run run) {
        Golden.check(
                file,
                run.out() + "-- stderr --\n" + run.err() + "-- exit "
                        + run.exit().number() + " --\n");
    }
}

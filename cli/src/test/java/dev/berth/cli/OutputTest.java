package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each command prints, for people and as JSON, on always the same ports. */
class OutputTest {
    private static final List<String> WARNINGS = List.of("port 8081 is held by pid 4121 (java, user www-data)");

    private final CommandLineFixture fixture = new CommandLineFixture();
    private final Schema schema = new Schema();

    @BeforeEach
    void findings() {
        fixture.findings.addAll(Samples.FINDINGS);
    }

    @ParameterizedTest
    @CsvSource({
        "create, create tcp 8080-8083 --name web",
        "change, change tcp 8080-8083 --name web",
        "delete, delete tcp 8080-8083",
        "lookup, lookup tcp 8080-8083",
    })
    void aReservation(String file, String line) {
        check(file, line, Outcome.granted(Samples.WEB));
    }

    @Test
    void whatWasDoneForAReservation() {
        check(
                "create-evict",
                "create tcp 8080-8083 --adopt --evict=terminate",
                Outcome.granted(
                        Samples.WEB,
                        List.of(
                                "adopted: tcp port 8080 stays with pid 4121 (nginx, user www-data)",
                                "terminated: pid 4210 (python3, user eve), listening on 0.0.0.0:8081")));
    }

    @Test
    void aReservationWithoutNameConsumersOrToken() {
        check("lookup-plain", "lookup tcp+udp 53", Outcome.granted(Samples.PLAIN));
    }

    @ParameterizedTest
    @CsvSource({"exclude, exclude tcp 5000-5099", "exclude-remove, exclude tcp 5000-5099 --remove"})
    void anExclusion(String file, String line) {
        check(file, line, Outcome.granted(Samples.EXCLUSION));
    }

    @ParameterizedTest
    @CsvSource({
        "list, list",
        "list-tcp, list tcp",
        "list-udp, list udp",
        "restore, restore",
        "disable, disable",
        "purge, disable --purge"
    })
    void aListing(String file, String line) {
        check(file, line, Outcome.granted(Samples.LISTING, WARNINGS));
    }

    @ParameterizedTest
    @CsvSource({"list-empty, list", "restore-empty, restore"})
    void nothing(String file, String line) {
        check(file, line, Outcome.granted(new Listing(List.of(), List.of(), List.of())));
    }

    @ParameterizedTest
    @CsvSource({"release, release tcp 9000-9003", "release-token, release --force 0x5d3c2a1900000009"})
    void aRelease(String file, String line) {
        Outcome<Listing> listing = Outcome.granted(Samples.LISTING, WARNINGS);
        Outcome<Token> released = Outcome.granted(Samples.RUNTIME.token());
        fixture.ports.answer(listing).answer(released).answer(listing).answer(released);
        golden(file + ".txt", fixture.run(line));
        golden(file + ".json", json(line));
    }

    @Test
    void aCommandThatCannotBeRun() {
        fixture.cannotBecome = Optional.of(new SyscallException("execve", Errno.ENOENT, "web"));
        Outcome<AcquiredBlock> acquired = Outcome.granted(
                new AcquiredBlock(Samples.RUNTIME.token(), Protocol.TCP, PortBlock.of(9000), fixture.ports));
        Outcome<Token> released = Outcome.granted(Samples.RUNTIME.token());
        fixture.ports.answer(acquired).answer(released).answer(acquired).answer(released);
        golden("acquire-no-command.txt", fixture.run("acquire tcp -- web"));
        golden("acquire-no-command.json", fixture.run("acquire tcp --json -- web"));
    }

    @Test
    void aRefusal() {
        check(
                "refused",
                "create tcp 8080",
                Outcome.refused(Code.ERROR_SHARING_VIOLATION, "create tcp 8080: held by pid 4121 (java, user \"x\")"));
    }

    @ParameterizedTest
    @CsvSource({"doctor, doctor", "error, error 32", "usage, create tcp web"})
    void whatIsNotAskedOfPorts(String file, String line) {
        golden(file + ".txt", fixture.run(line));
        golden(file + ".json", json(line));
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeIsFoundByNumberAndName(Code code) {
        var byNumber = fixture.run("error", Integer.toString(code.number()));
        assertThat(byNumber.exit()).isEqualTo(Exit.DONE);
        assertThat(byNumber.out())
                .startsWith(code + " (" + code.number() + ")\n")
                .contains(code.text());
        assertThat(fixture.run("error", code.name().toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(byNumber);
        json("error " + code.number());
    }

    @Test
    void theVersion() {
        assertThat(fixture.run("--version").out()).matches("berth [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
        json("--version");
    }

    private void check(String file, String line, Outcome<?> outcome) {
        fixture.ports.answer(outcome).answer(outcome);
        golden(file + ".txt", fixture.run(line));
        golden(file + ".json", json(line));
    }

    private CommandLineFixture.Run json(String line) {
        var run = fixture.run(line + " --json");
        schema.check(run.out());
        return run;
    }

    private static void golden(String file, CommandLineFixture.Run run) {
        String err = run.err().isEmpty() ? "" : "-- stderr --\n" + run.err();
        Golden.check(file, run.out() + err + "-- exit " + run.exit().number() + " --\n");
    }
}

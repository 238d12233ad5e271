package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import dev.berth.kernel.Locks.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How berthd talks, whatever is talked about: message by message, in their order, however they come. */
class ConversationKernelTest {
    private static final String INFO = "org.varlink.service.GetInfo";
    private static final String INVALID = "org.varlink.service.InvalidParameter";
    private static final JsonObject ONE =
            new JsonObject().with("protocol", "tcp").with("count", 1);

    @TempDir
    private Path folder;

    private RunningBerthd berthd;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        berthd = RunningBerthd.in(folder);
        caller = berthd.connect();
    }

    @AfterEach
    void stop() throws Exception {
        caller.close();
        berthd.close();
    }

    @Test
    void itSaysWhatItIsAndSpeaks() throws IOException {
        caller.send(Call.of(INFO, new JsonObject()));
        JsonObject info = caller.next().parameters();
        assertThat(info.texts("interfaces")).containsExactly("org.varlink.service", "dev.berth.Ports");
        assertThat(info.requiredText("version")).isEqualTo("test");
        for (String name : info.texts("interfaces")) {
            caller.send(
                    Call.of("org.varlink.service.GetInterfaceDescription", new JsonObject().with("interface", name)));
            assertThat(caller.next().parameters().requiredText("description")).contains("\ninterface " + name + "\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dev.berth.Ports.Nope, org.varlink.service.MethodNotFound, dev.berth.Ports.Nope",
        "org.varlink.service.Nope, org.varlink.service.MethodNotFound, org.varlink.service.Nope",
        "com.example.Nope, org.varlink.service.InterfaceNotFound, com.example",
        "nope, org.varlink.service.InterfaceNotFound, nope",
    })
    void whatItDoesNotSpeakIsNamed(String method, String error, String named) throws IOException {
        caller.send(Call.of(method, new JsonObject()));
        Reply reply = caller.next();
        assertThat(reply.error()).contains(error);
        assertThat(reply.parameters().toString()).contains('"' + named + '"');
    }

    @Test
    void callsMayComeAllAtOnceAndByteByByte() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 5; i++) {
            all.append(Call.of(
                                    Methods.ACQUIRE,
                                    new JsonObject().with("protocol", "tcp").with("count", i))
                            .message())
                    .append('\0');
        }
        List<Integer> counts = new ArrayList<>();
        caller.send(all.toString());
        for (int i = 0; i < 5; i++) {
            counts.add(caller.next().parameters().requiredNumber("count", 1, 9));
        }
        for (char one : all.toString().toCharArray()) {
            caller.send(String.valueOf(one));
        }
        for (int i = 0; i < 5; i++) {
            counts.add(caller.next().parameters().requiredNumber("count", 1, 9));
        }
        assertThat(counts).containsExactly(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    }

    @Test
    void whoAsksForVeryMuchAtOnceGetsItAllAndOthersHaveTheirTurn() throws IOException {
        String acquire = Call.of(Methods.ACQUIRE, ONE).message() + "\0";
        try (Caller other = berthd.connect()) {
            caller.send(acquire.repeat(500));
            other.granted("List", new JsonObject());
            other.granted("Acquire", ONE);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(caller.next().parameters().has("token")).isTrue();
        }
        assertThat(caller.granted("List", new JsonObject()).objects("runtime")).hasSize(501);
    }

    @Test
    void answersKeepTheOrderOfQuickAndSlowCalls() throws IOException {
        String list = Call.of(Methods.LIST, new JsonObject()).message() + "\0";
        String acquire = Call.of(Methods.ACQUIRE, ONE).message() + "\0";
        caller.send(list + acquire + list + list + acquire);
        List<Boolean> listings = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            listings.add(caller.next().parameters().has("runtime"));
        }
        assertThat(listings).containsExactly(true, false, true, true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "nonsense", "{\"method\":7}", "{\"parameters\":{}}", "\"text\"", "{}x", "\u0001"})
    void afterWhatIsNoCallNothingMoreIsBelieved(String text) throws IOException {
        caller.send(text + "\0" + Call.of(INFO, new JsonObject()).message() + "\0");
        assertThat(caller.next().error()).contains(INVALID);
        assertThat(caller.isClosed()).isTrue();
        assertOthersAreServed();
    }

    @Test
    void aCallThatDoesNotEndIsRefusedAtItsLimit() throws IOException {
        caller.send("{\"method\":\"" + "x".repeat(64 * 1024));
        assertThat(caller.next().parameters().toString()).contains("a message of more than 65536 bytes");
        assertThat(caller.isClosed()).isTrue();
        assertOthersAreServed();
    }

    @Test
    void aCallOfThousandsOfValuesIsRefused() throws IOException {
        caller.send("{\"method\":\"dev.berth.Ports.List\",\"parameters\":{\"x\":[" + "{},".repeat(20_000) + "{}]}}\0");
        assertThat(caller.next().parameters().toString()).contains("a message of more than 2048 values");
        assertThat(caller.isClosed()).isTrue();
        assertOthersAreServed();
    }

    /** They are kept until it is their turn. */
    @Test
    void longCallsThatWaitCountForTheirUser() throws IOException {
        String call = Call.of(
                                Methods.ACQUIRE,
                                new JsonObject()
                                        .with("x", "x".repeat(60_000))
                                        .with("count", 1)
                                        .with("protocol", "tcp"))
                        .message()
                + "\0";
        caller.granted("Acquire", ONE);
        List<Caller> callers = new ArrayList<>();
        try (Held _ = berthd.kernel.locks().exclusive(folder.resolve("store/.lock"), Duration.ZERO)) {
            for (int i = 0; i < Allowance.MOST_BYTES / 60_000 + 10; i++) {
                Caller one = berthd.connect();
                callers.add(one);
                one.send(call);
            }
            assertThat(callers.getLast().isClosed()).isTrue();
        }
        assertThat(callers.getFirst().isClosed()).isFalse();
        for (Caller one : callers) {
            one.close();
        }
        assertOthersAreServed();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"protocol\":\"tcp\"} | is missing",
                "{\"protocol\":\"sctp\",\"count\":1} | protocol",
                "{\"protocol\":\"tcp\",\"count\":\"1\"} | is not a whole number",
                "{\"protocol\":\"tcp\",\"count\":70000} | is 70000, not between 0 and 65535",
                "{\"protocol\":\"tcp\",\"count\":1,\"consumers\":[7]} | is not a list of objects",
            })
    void parametersThatMakeNoSenseAreNamedAndTheConnectionGoesOn(String parameters, String why) throws IOException {
        caller.send("{\"method\":\"dev.berth.Ports.Acquire\",\"parameters\":" + parameters + "}\0");
        Reply reply = caller.next();
        assertThat(reply.error()).contains(INVALID);
        assertThat(reply.parameters().requiredText("parameter")).contains(why);
        caller.granted("Acquire", ONE);
    }

    @Test
    void nobodyIsAnsweredWhoWantsNoAnswer() throws IOException {
        caller.send(new Call(Methods.ACQUIRE, ONE, false, true));
        caller.send(new Call(Methods.LIST, new JsonObject(), false, true));
        assertThat(caller.granted("List", new JsonObject()).objects("runtime")).hasSize(1);
    }

    @Test
    void whoSendsNoMoreIsAnsweredToTheEnd() throws IOException {
        caller.send(Call.of(Methods.LIST, new JsonObject()));
        caller.send(Call.of(Methods.ACQUIRE, ONE));
        caller.endOutput();
        assertThat(caller.next().error()).isEmpty();
        assertThat(caller.next().parameters().has("token")).isTrue();
        assertThat(caller.isClosed()).isTrue();
    }

    /** Its calls wait in the kernel: far more answers than berthd would keep for one user come when it reads. */
    @Test
    void whoDoesNotReadHoldsUpNobodyAndWaitsForItsAnswers() throws IOException {
        for (int i = 0; i < 300; i++) {
            caller.granted("Acquire", ONE);
        }
        try (Caller idle = berthd.connect()) {
            long bytes = 0;
            idle.send((Call.of(Methods.LIST, new JsonObject()).message() + "\0").repeat(400));
            assertOthersAreServed();
            for (int i = 0; i < 400; i++) {
                JsonObject listing = idle.next().parameters();
                bytes += listing.toString().length();
                assertThat(listing.objects("runtime")).hasSizeGreaterThanOrEqualTo(300);
            }
            assertThat(bytes).isGreaterThan(Allowance.MOST_BYTES);
        }
        assertOthersAreServed();
    }

    @Test
    void manyMayBeConnectedAtOnce() throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            callers.add(berthd.connect());
        }
        for (Caller one : callers) {
            one.send(Call.of(Methods.ACQUIRE, ONE));
        }
        for (Caller one : callers) {
            assertThat(one.next().error()).isEqualTo(Optional.empty());
            one.close();
        }
        assertThat(caller.granted("List", new JsonObject()).objects("runtime")).hasSize(300);
    }

    private void assertOthersAreServed() throws IOException {
        try (Caller other = berthd.connect()) {
            other.granted("Acquire", ONE);
        }
    }
}

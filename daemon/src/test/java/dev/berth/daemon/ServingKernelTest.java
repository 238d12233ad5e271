package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Code;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.Refusal;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What berthd does from its start to its end, beside talking. */
class ServingKernelTest {
    private static final JsonObject NOTHING = new JsonObject();

    @TempDir
    private Path folder;

    @Test
    void everybodyMayConnectAndTheSocketGoesWithIt() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(berthd.socket)))
                    .isEqualTo("rw-rw-rw-");
            assertThat(berthd.said).containsExactly("serving on " + berthd.socket);
        }
        assertThat(folder.resolve("berth.sock")).doesNotExist();
    }

    @Test
    void whatWasReservedBeforeIsKnownAndReleasedByItsOwner() throws Exception {
        var kernel = new ScriptedKernel();
        JsonObject held;
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller caller = berthd.connect()) {
            held = caller.granted("Acquire", acquire(4).with("request", 77));
            caller.granted("Create", place(8080));
        }
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller caller = berthd.connect()) {
            JsonObject listing = caller.granted("List", NOTHING);
            assertThat(listing.objects("runtime"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.requiredText("token")).isEqualTo(held.requiredText("token")));
            assertThat(listing.objects("reservations")).hasSize(1);
            assertThat(caller.granted("Acquire", acquire(4).with("request", 77)).requiredText("token"))
                    .isEqualTo(held.requiredText("token"));
            caller.granted("Release", token(held));
            assertThat(caller.refused("Release", token(held))).startsWith("WSAEINVAL: ");
        }
    }

    @Test
    void itLiftsADisable() throws Exception {
        var kernel = new ScriptedKernel();
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller caller = berthd.connect()) {
            caller.granted("Create", place(8080));
            caller.granted("Disable", NOTHING);
        }
        assertThat(kernel.guardHome().isPinned()).isFalse();
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller caller = berthd.connect()) {
            assertThat(caller.granted(
                                    "Lookup",
                                    new JsonObject()
                                            .with("protocol", "tcp")
                                            .with("start", 8080)
                                            .with("count", 1))
                            .requiredObject("reservation")
                            .requiredText("standing"))
                    .isEqualTo("enforced");
            assertThat(kernel.guardHome().isPinned()).isTrue();
        }
    }

    @Test
    void whoWaitsForTheLockHoldsUpNobodyWhoNeedsNone() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller waiting = berthd.connect();
                Caller reading = berthd.connect()) {
            waiting.granted("Acquire", acquire(1));
            try (Held _ = berthd.kernel.locks().exclusive(folder.resolve("store/.lock"), Duration.ZERO)) {
                waiting.send(Call.of(Methods.ACQUIRE, acquire(2)));
                assertThat(reading.granted("List", NOTHING).objects("runtime")).hasSize(1);
                reading.granted("Metrics", NOTHING);
            }
            assertThat(waiting.next().parameters().requiredNumber("count", 1, 9))
                    .isEqualTo(2);
        }
    }

    @Test
    void eachWaitsForAStuckLockOnce() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller one = berthd.connect();
                Caller two = berthd.connect()) {
            one.granted("Acquire", acquire(1));
            try (Held _ = berthd.kernel.locks().exclusive(folder.resolve("store/.lock"), Duration.ZERO)) {
                one.send(Call.of(Methods.ACQUIRE, acquire(1)));
                two.send(Call.of(Methods.ACQUIRE, acquire(1)));
                long start = System.nanoTime();
                for (Caller caller : new Caller[] {one, two}) {
                    assertThat(caller.next().parameters().requiredText("name")).isEqualTo("WSAEINPROGRESS");
                }
                // One after the other would take both patiences.
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            }
            two.granted("Acquire", acquire(1));
        }
    }

    @Test
    void whoeverWatchesIsToldWhatHappens() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller watcher = berthd.connect();
                Caller caller = berthd.connect()) {
            watcher.send(Call.of(Methods.WATCH, NOTHING));
            assertThat(watcher.next().error()).contains("org.varlink.service.ExpectedMore");
            watcher.send(Call.of(Methods.WATCH, NOTHING).withMore());
            assertThat(watcher.next().continues()).isTrue();

            JsonObject held = caller.granted("Acquire", acquire(4));
            JsonObject acquired = event(watcher);
            assertThat(acquired.requiredText("kind")).isEqualTo("acquired");
            assertThat(acquired.requiredText("token")).isEqualTo(held.requiredText("token"));
            assertThat(acquired.requiredObject("process").requiredText("command"))
                    .isEqualTo("actor");
            caller.granted("Release", token(held));
            assertThat(event(watcher).requiredText("kind")).isEqualTo("released");
            caller.granted("Create", place(8080));
            assertThat(event(watcher).requiredText("kind")).isEqualTo("created");
            caller.granted("Delete", place(8080));
            assertThat(event(watcher).requiredText("kind")).isEqualTo("deleted");
            caller.granted("Exclude", place(8080));
            assertThat(event(watcher).requiredText("kind")).isEqualTo("excluded");
            caller.granted("RemoveExclusion", place(8080));
            assertThat(event(watcher).requiredText("kind")).isEqualTo("included");
        }
    }

    @Test
    void whoWasRefusedIsToldWithWhoHoldsThePort() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller watcher = berthd.connect();
                Caller caller = berthd.connect()) {
            JsonObject held = caller.granted("Acquire", acquire(4));
            watcher.send(Call.of(Methods.WATCH, NOTHING).withMore());
            watcher.next();
            berthd.kernel.guardHome().refuse(refusal(Token.parse(held.requiredText("token"))));
            JsonObject event = event(watcher);
            assertThat(event.requiredText("kind")).isEqualTo("refused");
            assertThat(event.requiredText("address")).isEqualTo("127.0.0.1");
            assertThat(event.requiredNumber("times", 1, 100)).isEqualTo(8);
            assertThat(event.requiredObject("process").requiredText("command")).isEqualTo("thief");
            assertThat(event.requiredText("why"))
                    .matches("tcp 20000-20003 is acquired by pid \\d+ \\(actor, user root\\)");
            caller.granted("Disable", NOTHING);
            caller.granted("Restore", NOTHING);
            // The guard is another one now.
            Eventually.when("the new guard is watched", () -> {
                berthd.kernel.guardHome().refuse(refusal(Token.NONE));
                return caller.granted("Metrics", NOTHING)
                        .requiredText("text")
                        .lines()
                        .anyMatch(line -> line.startsWith("berth_binds_refused_total ")
                                && Integer.parseInt(line.substring(line.indexOf(' ') + 1)) > 8);
            });
        }
    }

    private static Refusal refusal(Token token) {
        return new Refusal(
                Instant.EPOCH,
                token,
                Protocol.TCP,
                IpAddress.parse("127.0.0.1"),
                20_000,
                4711,
                1000,
                "thief",
                Optional.of("/user.slice"),
                7);
    }

    @Test
    void whoWatchesAndDoesNotReadIsShownOut() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller watcher = berthd.connect();
                Caller caller = berthd.connect()) {
            watcher.send(Call.of(Methods.WATCH, NOTHING).withMore());
            int pairs = 0;
            // Each pair is told by two events of some hundred bytes, and 16 MiB may wait for a user.
            while (pairs < 100_000 && (pairs % 1_000 != 0 || clients(caller) == 2)) {
                caller.granted("Release", token(caller.granted("Acquire", acquire(1))));
                pairs++;
            }
            assertThat(pairs).isBetween(1, 99_999);
            assertThat(clients(caller)).isEqualTo(1);
            caller.granted("Acquire", acquire(1));
        }
    }

    private static long clients(Caller caller) throws IOException {
        return number(caller, "berth_clients");
    }

    private static long number(Caller caller, String name) throws IOException {
        return caller.granted("Metrics", NOTHING)
                .requiredText("text")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    @Test
    void whoAsksAgainWithTheSameNumberGetsTheSameAndIsNotCountedTwice() throws Exception {
        var kernel = new ScriptedKernel();
        JsonObject held;
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller watcher = berthd.connect();
                Caller caller = berthd.connect()) {
            watcher.send(Call.of(Methods.WATCH, NOTHING).withMore());
            watcher.next();
            held = caller.granted("Acquire", acquire(1).with("request", 77));
            assertThat(caller.granted("Acquire", acquire(1).with("request", 77)))
                    .isEqualTo(held);
            caller.granted("Acquire", acquire(2));
            assertThat(event(watcher).requiredNumber("count", 1, 9)).isEqualTo(1);
            assertThat(event(watcher).requiredNumber("count", 1, 9)).isEqualTo(2);
            assertThat(number(caller, "berth_acquired_total")).isEqualTo(2);
        }
        // Nor by a berthd that was not there the first time.
        try (RunningBerthd berthd = RunningBerthd.on(kernel, folder);
                Caller caller = berthd.connect()) {
            assertThat(caller.granted("Acquire", acquire(1).with("request", 77)))
                    .isEqualTo(held);
            assertThat(number(caller, "berth_acquired_total")).isZero();
        }
    }

    @Test
    void itTellsTheNumbers() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller caller = berthd.connect()) {
            caller.granted("Acquire", acquire(4));
            caller.granted("Release", token(caller.granted("Acquire", acquire(1))));
            caller.granted("Create", place(8080));
            caller.refused("Create", place(8080));
            String text = caller.granted("Metrics", NOTHING).requiredText("text");
            assertThat(text.lines().filter(line -> !line.startsWith("#")))
                    .contains(
                            "berth_persistent_reservations 1",
                            "berth_persistent_ports 1",
                            "berth_runtime_reservations 1",
                            "berth_runtime_ports 4",
                            "berth_clients 1",
                            "berth_owners 1",
                            "berth_acquired_total 2",
                            "berth_released_total 1",
                            "berth_requests_refused_total 1",
                            "berth_connections_total 1");
        }
    }

    @Test
    void aSecondOneIsRefusedAndTheFirstGoesOn() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.in(folder);
                Caller caller = berthd.connect()) {
            assertThatThrownBy(() -> RunningBerthd.on(berthd.kernel, folder))
                    .isInstanceOfSatisfying(
                            CannotServeException.class,
                            refused -> assertThat(refused.code()).isEqualTo(Code.ERROR_NOT_SUPPORTED))
                    .hasMessageStartingWith("serve: another berthd serves on " + berthd.socket);
            caller.granted("Acquire", acquire(1));
        }
    }

    @Test
    void aDirectoryThatOthersCanWriteToIsRefused() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> RunningBerthd.in(folder))
                .isInstanceOf(CannotServeException.class)
                .hasMessageContaining("others than root can change it");
    }

    @Test
    void whoIsNoAdministratorCannotServe() {
        var kernel = new ScriptedKernel();
        kernel.processes().callerLacks("CAP_BPF");
        assertThatThrownBy(() -> RunningBerthd.on(kernel, folder))
                .isInstanceOfSatisfying(
                        CannotServeException.class,
                        refused -> assertThat(refused.code()).isEqualTo(Code.ERROR_ACCESS_DENIED))
                .hasMessageContaining("CAP_BPF");
    }

    @Test
    void nothingIsDoneForOtherNetworkNamespaces() throws Exception {
        try (RunningBerthd berthd = RunningBerthd.elsewhere(new NetworkNamespace(424_242, 17), folder);
                Caller caller = berthd.connect()) {
            assertThat(caller.refused("Acquire", acquire(1)))
                    .isEqualTo("ERROR_NOT_SUPPORTED: dev.berth.Ports.Acquire: berthd keeps the ports of the network"
                            + " namespace net:[17], and this connection comes from another; run a berthd there, with"
                            + " directories and a socket of its own");
            caller.send(Call.of("org.varlink.service.GetInfo", NOTHING));
            assertThat(caller.next().error()).isEmpty();
        }
    }

    private static JsonObject event(Caller watcher) throws IOException {
        return watcher.next().parameters().requiredObject("event");
    }

    private static JsonObject acquire(int count) {
        return new JsonObject().with("protocol", "tcp").with("count", count);
    }

    private static JsonObject place(int port) {
        return new JsonObject().with("protocol", "tcp").with("start", port).with("count", 1);
    }

    private static JsonObject token(JsonObject held) throws IOException {
        return new JsonObject().with("token", held.requiredText("token"));
    }
}

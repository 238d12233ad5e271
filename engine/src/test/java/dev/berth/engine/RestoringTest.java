package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Endpoint;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @Test
    @DisplayName("P15 after a restart everything is enforced again, under new tokens")
    void p15() {
        Reservation before = machine.ports
                .create(request(Protocol.TCP_UDP, 8080, 4).named("web").consumer(Consumer.user("0")))
                .orElseThrow();
        machine.kernel.reboot();
        assertThat(machine.ports.lookup("web").orElseThrow()).isEqualTo(before.with(Token.NONE, Standing.NOT_ENFORCED));
        assertThat(warnings(machine.ports.list()))
                .containsExactly("the guard is not in the kernel, and nothing is enforced; run 'berth restore'");

        Outcome<Listing> restored = machine.engine().restore();

        assertThat(warnings(restored)).isEmpty();
        Reservation after = restored.orElseThrow().reservations().getFirst();
        assertThat(after).isEqualTo(before.with(after.token(), Standing.ENFORCED));
        assertThat(after.token()).isNotEqualTo(before.token());
        assertThat(machine.kernel.guardHome().refuses(Protocol.UDP, 8083)).isTrue();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("8080-8083");
    }

    @Test
    @DisplayName("P22 who is inside stays, and is named")
    void p22() {
        machine.kernel.accounts().user("www-data", 33);
        machine.ports
                .create(request(Protocol.TCP, 8080, 20).named("web").consumer(Consumer.user("www-data")))
                .orElseThrow();
        machine.kernel.reboot();
        machine.kernel.sockets().listen(Protocol.TCP, 8080);
        machine.kernel.sockets().listen(Protocol.TCP, 8080);
        open(8081, Optional.of(new OwnerProcess(7, "nginx", "www-data", 33, "/", Optional.empty())));
        open(8082, Optional.empty());

        machine.ports.exclude(Protocol.TCP, PortBlock.of(5000)).orElseThrow(); // whatever is first enforces it
        for (int time = 0; time < 2; time++) {
            assertThat(warnings(machine.ports.restore()))
                    .containsExactly(
                            "tcp port 8080 of tcp 8080-8099 (web) is bound inside by pid 4121 (java, user bob), and"
                                    + " stays so until that process closes it");
        }

        machine.kernel.reboot();
        for (int port = 8080; port < 8090; port++) {
            machine.kernel.sockets().listen(Protocol.TCP, port);
        }
        assertThat(warnings(machine.ports.restore()))
                .hasSize(9)
                .last()
                .isEqualTo("2 more sockets are bound inside tcp 8080-8099 (web)");
    }

    @Test
    void driftIsReportedByReadersAndMendedByTheNextChange() throws IOException {
        machine.ports.create(request(Protocol.TCP, 8080, 4).named("web")).orElseThrow();
        machine.ports.create(request(Protocol.TCP, 9000, 1)).orElseThrow();
        machine.ports.create(request(Protocol.TCP, 9100, 1)).orElseThrow();
        Files.delete(machine.store.resolve("tcp-9000-1.json"));
        Path copied = machine.store.resolve("tcp-9200-1.json");
        Files.writeString(
                copied,
                Files.readString(machine.store.resolve("tcp-9100-1.json")).replace("9100", "9200"));
        Path edited = machine.store.resolve("tcp-8080-4.json");
        Files.writeString(edited, Files.readString(edited).replace("eacces", "eaddrinuse"));
        machine.kernel
                .reservedPorts()
                .list(PortSet.of(List.of(PortBlock.of(22), PortBlock.of(8080, 4), PortBlock.of(9000))));
        Token web = machine.ports.lookup("web").orElseThrow().token();

        assertThat(warnings(machine.ports.list()))
                .containsExactly(
                        "tcp 8080-8083 (web) is enforced otherwise than its file says; run 'berth restore'",
                        "tcp 9200 is recorded and not enforced; run 'berth restore'",
                        "the guard holds tcp 9000, which no file records; run 'berth restore'",
                        "ip_local_reserved_ports lacks 9100,9200, which may so be assigned automatically; run 'berth"
                                + " restore'",
                        "ip_local_reserved_ports still has 9000, which nothing of Berth needs; run 'berth restore'");

        machine.engine().exclude(Protocol.UDP, PortBlock.of(5000)).orElseThrow();

        assertThat(warnings(machine.ports.list())).isEmpty();
        assertThat(machine.ports.lookup("web").orElseThrow().token()).isEqualTo(web);
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 9000)).isFalse();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22,5000,8080-8083,9100,9200");
        assertThat(machine.kernel.guardHome().claims()).hasToString("5000,8080-8083,9100,9200");
    }

    @Test
    void aBlockThatWasGivenAnotherLengthByHandKeepsItsToken() throws IOException {
        Token token = machine.ports
                .create(request(Protocol.TCP, 8080, 4))
                .orElseThrow()
                .token();
        Path file = machine.store.resolve("tcp-8080-4.json");
        Files.writeString(
                machine.store.resolve("tcp-8080-8.json"),
                Files.readString(file).replace("\"count\": 4", "\"count\": 8"));
        Files.delete(file);

        machine.ports.restore().orElseThrow();

        Reservation grown =
                machine.ports.lookup(Protocol.TCP, PortBlock.of(8080, 8)).orElseThrow();
        assertThat(grown.token()).isEqualTo(token);
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8087)).isTrue();
    }

    @Test
    void aBlockThatGrewIntoARuntimeReservationWaitsAndNoChangeTakesItsPorts() throws IOException {
        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        GuardEntry runtime = Entries.runtime(Protocol.TCP, PortBlock.of(8084, 4), new Life(77, 7700));
        machine.kernel.guardHome().plant(runtime);
        Path file = machine.store.resolve("tcp-8080-4.json");
        Files.writeString(
                machine.store.resolve("tcp-8080-8.json"),
                Files.readString(file).replace("\"count\": 4", "\"count\": 8"));
        Files.delete(file);

        Outcome<Reservation> changed =
                machine.ports.change(Protocol.TCP, PortBlock.of(8080, 8), ReservationChange.NONE.named("web"));

        assertThat(warnings(changed)).singleElement().asString().contains("tcp 8080-8087 is not enforced");
        assertThat(changed.orElseThrow().standing()).isEqualTo(Standing.NOT_ENFORCED);
        assertThat(machine.ports
                        .lookup(Protocol.TCP, PortBlock.of(8080, 8))
                        .orElseThrow()
                        .standing())
                .isEqualTo(Standing.NOT_ENFORCED);
        assertThat(machine.kernel.guardHome().entries())
                .extracting(GuardEntry::block)
                .containsExactlyInAnyOrder(PortBlock.of(8080, 4), runtime.block());
    }

    @Test
    void aPendingEntryThatIsFoundUnderTheLockIsVoid() {
        machine.ports.restore().orElseThrow();
        GuardEntry pending = Entries.entry(7, State.PENDING, Protocol.TCP, PortBlock.of(8080, 4), new Life(9, 900));
        machine.kernel.guardHome().plant(pending);

        assertThat(warnings(machine.ports.list())).isEmpty();
        machine.ports.create(request(Protocol.TCP, 8081, 1)).orElseThrow();

        assertThat(machine.kernel.guardHome().entries())
                .extracting(GuardEntry::block)
                .containsExactly(PortBlock.of(8081));
    }

    @Test
    void aRuntimeReservationIsLeftAloneAndAFileInItsWayWaits() throws IOException {
        machine.ports.create(request(Protocol.TCP, 9100, 1)).orElseThrow();
        Files.move(machine.store.resolve("tcp-9100-1.json"), folder.resolve("aside"));
        machine.ports.restore().orElseThrow();
        GuardEntry runtime = Entries.runtime(Protocol.TCP, PortBlock.of(9100, 40_000), new Life(77, 7700));
        machine.kernel.guardHome().plant(runtime);
        Files.move(folder.resolve("aside"), machine.store.resolve("tcp-9100-1.json"));

        Outcome<Listing> restored = machine.ports.restore();

        assertThat(warnings(restored))
                .containsExactly(
                        "tcp 9100 is not enforced: the guard holds tcp 9100-49099, a runtime reservation of pid"
                                + " 77; run 'berth restore' when that has ended");
        assertThat(machine.kernel.guardHome().entries()).containsExactly(runtime);
        // Of a runtime block only what automatic assignment would reach needs an entry in the list.
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("9100,32768-49099");
    }

    @Test
    void aNameThatMeansSomebodyElseIsReportedAndItsNumberGoesOnCounting() {
        machine.kernel.accounts().user("alice", 1000);
        machine.kernel.accounts().user("bob", 1001);
        machine.kernel.accounts().group("staff", 50);
        machine.ports
                .create(request(Protocol.TCP, 8080, 1)
                        .consumer(Consumer.user("alice"))
                        .consumer(Consumer.user("bob"))
                        .consumer(Consumer.group("staff"))
                        .consumer(Consumer.group("12345")))
                .orElseThrow();
        machine.kernel.accounts().user("alice", 2000);
        machine.kernel.accounts().removeUser("bob");
        machine.kernel.reboot();

        assertThat(warnings(machine.ports.restore()))
                .containsExactly(
                        "tcp 8080: user alice is 2000 by now; the number 1000 of its file goes on counting until the"
                                + " reservation is made again",
                        "tcp 8080: user bob exists no more; the number 1001 of its file goes on counting until the"
                                + " reservation is made again");
        assertThat(machine.kernel.guardHome().entries().getFirst().rights().users())
                .containsExactly(1000L, 1001L);
    }

    @Test
    void aNameServiceThatDoesNotAnswerUndoesNoChangeAndIsSaid() {
        machine.kernel.accounts().user("alice", 1000);
        machine.ports
                .create(request(Protocol.TCP, 8080, 1).consumer(Consumer.user("alice")))
                .orElseThrow();
        machine.kernel.reboot();
        machine.script().fail("Accounts", new Errno(111));

        assertThat(warnings(machine.ports.restore()))
                .singleElement()
                .asString()
                .startsWith("tcp 8080: user alice cannot be looked up (")
                .endsWith("; the number 1000 of its file goes on counting until the reservation is made again");
        machine.ports.create(request(Protocol.TCP, 9000, 1)).orElseThrow();
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 9000)).isTrue();
        machine.script().restart();
        machine.engine().acquire(Protocol.TCP, 1).close();
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Accounts"));
    }

    @Test
    void tooFewAutomaticPortsAreReportedAndEverythingIsEnforcedAllTheSame() {
        machine.ports.create(request(Protocol.TCP, 50_000, 1000)).orElseThrow();
        machine.kernel.reboot();
        machine.kernel.reservedPorts().automatic(PortBlock.between(50_000, 51_999));

        assertThat(warnings(machine.ports.restore()))
                .singleElement()
                .asString()
                .startsWith("only 1000 of the ports 50000-51999 remain for automatic assignment");
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 50_000)).isTrue();
    }

    @Test
    void anotherNetworkNamespaceIsRefusedByName() {
        machine.ports.create(request(Protocol.TCP, 8080, 1)).orElseThrow();
        machine.kernel.processes().moveCaller(new NetworkNamespace(7, 42));

        for (Outcome<?> answer : List.of(
                machine.ports.list(), machine.ports.restore(), machine.ports.disable(), machine.ports.lookup("web"))) {
            assertThat(refused(answer, Code.ERROR_NOT_SUPPORTED)).contains("net:[4026531840]", "net:[42]");
        }
        assertThat(machine.store.resolve(".disabled")).doesNotExist();
    }

    @Test
    void withoutAStoreThereIsNothing() {
        assertThat(machine.ports.list().orElseThrow()).isEqualTo(new Listing(List.of(), List.of(), List.of()));
        assertThat(machine.store).doesNotExist();
    }

    private void open(int port, Optional<OwnerProcess> owner) {
        ScriptedSockets sockets = machine.kernel.sockets();
        Endpoint nowhere = new Endpoint(IpAddress.ANY_IPV6, 0);
        sockets.open(
                sockets.entry(Protocol.TCP, EntryState.LISTEN, new Endpoint(IpAddress.ANY_IPV6, port), nowhere, owner));
    }

    @Test
    void howeverManyAreRestoredSocketsAreListedOnceForAllThatNobodyIsInside() throws Exception {
        for (int port = 8000; port < 8020; port++) {
            machine.ports.create(request(Protocol.TCP, port, 1)).orElseThrow();
        }
        machine.kernel.reboot();
        open(8007, Optional.of(new OwnerProcess(9, "nc", "eve", 1001, "/", Optional.empty())));

        Outcome<Listing> restored = machine.engine().restore();

        assertThat(warnings(restored)).singleElement().asString().contains("tcp port 8007 of tcp 8007 is bound inside");
        assertThat(machine.script().calls())
                .filteredOn(call -> call.startsWith("SocketTable.list tcp"))
                .hasSize(2);
    }

    @Test
    @DisplayName("P15 a guard that has lost a hook enforces nothing reliably, says so, and is made whole by any change")
    void aLostHook() {
        Reservation before =
                machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        machine.kernel.guardHome().loseHooks("berth_bind4");
        assertThat(machine.ports.list().orElseThrow().reservations())
                .containsExactly(before.with(Token.NONE, Standing.NOT_ENFORCED));
        assertThat(warnings(machine.ports.list()))
                .containsExactly("the guard is attached no more with berth_bind4, and nothing is enforced reliably; run"
                        + " 'berth restore'");

        Outcome<Listing> restored = machine.engine().restore();

        assertThat(warnings(restored)).isEmpty();
        assertThat(restored.orElseThrow().reservations()).containsExactly(before);
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
    }
}

package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.RuntimeReservation;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.PortSet;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is acquired by name, and what is refused; each within a session and without one. */
class AcquiringTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("R1 a free block is held for the process under a token of its own, and listed")
    void r1(Protocol protocol) throws Exception {
        AcquireRequest wish = AcquireRequest.of(protocol, 4).startingAt(9000).consumer(Consumer.user("root"));
        Outcome<AcquiredBlock> acquired = machine.ports.acquire(wish.denyWith(Deny.EADDRINUSE));
        AcquiredBlock other = acquire(protocol, 9004, 1).orElseThrow();

        AcquiredBlock block = acquired.orElseThrow();
        assertThat(warnings(acquired)).isEmpty();
        assertThat(block).hasToString(protocol + " 9000-9003");
        assertThat(block.token().isPresent()).isTrue();
        assertThat(block.token()).isNotEqualTo(other.token());
        for (Protocol pool : Pools.of(protocol)) {
            assertThat(machine.kernel.guardHome().refuses(pool, 9003)).isTrue();
            assertThat(machine.kernel.guardHome().refuses(pool, 9005)).isFalse();
        }
        RuntimeReservation shown = machine.ports.list().orElseThrow().runtime().getFirst();
        assertThat(shown.token()).isEqualTo(block.token());
        assertThat(shown.owner().pid()).isEqualTo(100);
        assertThat(shown.consumers()).containsExactly(new Consumer.User("root", OptionalLong.of(0)));
        assertThat(shown.deny()).isEqualTo(Deny.EADDRINUSE);
        assertThat(shown.since()).isEqualTo(Machine.NOW);
        assertThat(shown.lifetime()).isEqualTo(Lifetime.PROCESS);
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, acquire 0 tcp ports: 0 ports: a block has 1 to 65535",
        "-1, 9000, acquire -1 tcp ports: -1 ports: a block has 1 to 65535",
        "65536, 1, acquire 65536 tcp ports: 65536 ports: a block has 1 to 65535",
        "4, 0, acquire 4 tcp ports: a block cannot start at port 0",
        "1, -5, acquire 1 tcp port: port -5 is not between 1 and 65535",
        "1, 65536, acquire 1 tcp port: port 65536 is not between 1 and 65535",
        "2, 65535, 'acquire 2 tcp ports: port 65535 and 1 more end at 65536, past 65535'"
    })
    @DisplayName("R4 what no block can be is refused, before anything is looked at")
    void r4(int count, int start, String sentence) {
        assertThat(refused(acquire(Protocol.TCP, start, count), Code.WSAEINVAL)).isEqualTo(sentence);
        assertThat(machine.script().calls()).isEmpty();
        assertThat(refused(
                        machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 1).consumer(Consumer.user("nobody7"))),
                        Code.WSAEINVAL))
                .contains("acquire 1 tcp port: there is no user 'nobody7' on this machine");
    }

    @Test
    void theLastPortOfAllCanBeAcquired() {
        assertThat(acquire(Protocol.TCP, 65535, 1).orElseThrow().block()).isEqualTo(PortBlock.of(65535));
        assertThat(acquire(Protocol.UDP, 1, 1).orElseThrow().block()).isEqualTo(PortBlock.of(1));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("R3 what anybody has reserved or excluded is in use, and who has it is said")
    void r3(Protocol protocol) throws Exception {
        machine.ports.create(request(Protocol.TCP_UDP, 8080, 4)).orElseThrow();
        machine.ports.exclude(Protocol.TCP_UDP, PortBlock.of(5000, 10)).orElseThrow();
        machine.write("tcp+udp-7000-1.json", "{");
        acquire(Protocol.TCP_UDP, 9000, 4).orElseThrow();

        for (int time = 0; time < 2; time++) {
            assertThat(refused(acquire(protocol, 8083, 2), Code.WSAEADDRINUSE))
                    .startsWith("acquire " + protocol + " 8083-8084: tcp+udp 8080-8083 is reserved since ")
                    .contains("'berth delete tcp+udp 8080-8083'");
            assertThat(refused(acquire(protocol, 4999, 2), Code.WSAEADDRINUSE))
                    .contains("tcp+udp 5000-5009 is excluded since ", "--remove'");
            assertThat(refused(acquire(protocol, 7000, 1), Code.WSAEADDRINUSE))
                    .contains("tcp+udp-7000-1.json stands for ports of it and cannot be used");
            assertThat(refused(acquire(protocol, 9000, 4), Code.WSAEADDRINUSE))
                    .isEqualTo("acquire " + protocol + " 9000-9003: the guard holds tcp+udp 9000-9003, a runtime"
                            + " reservation of pid 100; wait until that process releases it or ends, or choose another"
                            + " block");
            acquire(protocol, 9010 + time, 1).orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource({"TCP, TCP, 4", "TCP_UDP, UDP, 4", "TCP, TCP, 65", "TCP_UDP, UDP, 200", "TCP, TCP, 1"})
    @DisplayName("R3 a port with a socket is in use: the socket is named, and nothing is left")
    void r3Sockets(Protocol protocol, Protocol pool, int count) throws Exception {
        for (int start : List.of(9000, 40000)) {
            acquire(Protocol.TCP, start - 1000, 1).orElseThrow(); // a session from the second time on
            machine.kernel.sockets().listen(pool, start);
            Snapshot before = Snapshot.of(machine);

            assertThat(refused(acquire(protocol, start, count), Code.WSAEADDRINUSE))
                    .startsWith("acquire " + protocol + " " + PortBlock.of(start, count) + ": port " + start
                            + " is in use by pid 4121 (java")
                    .contains("stop it");
            assertThat(Snapshot.of(machine)).isEqualTo(before);
            machine.kernel.sockets().closeAll();
            acquire(protocol, start, count).orElseThrow();
        }
    }

    @Test
    void aSocketThatNoTableShowsIsInTheWayAllTheSame() {
        machine.kernel.sockets().bindUnseen(Protocol.UDP, 9001);

        assertThat(refused(acquire(Protocol.TCP_UDP, 9000, 4), Code.WSAEADDRINUSE))
                .contains("port 9001 is in use by a socket that the kernel does not list");
        acquire(Protocol.TCP, 9000, 4).orElseThrow();
    }

    @Test
    @DisplayName("R16 without the capabilities nobody acquires or releases, within a session or not")
    void r16() {
        AcquiredBlock held = acquire(Protocol.TCP, 80, 1).orElseThrow();
        machine.kernel.processes().callerLacks("CAP_BPF", "CAP_NET_ADMIN");

        for (EnginePorts ports : List.of(machine.ports, machine.engine())) {
            assertThat(refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(81)), Code.WSAEACCES))
                    .isEqualTo(
                            "acquire tcp 81: only for administrators: this process lacks CAP_BPF, CAP_NET_ADMIN;"
                                    + " run it as root, for instance with sudo, or start berthd, which gives ports to everybody");
            assertThat(refused(ports.release(held.token()), Code.WSAEACCES))
                    .startsWith("release " + held.token() + ": only for administrators");
        }
        machine.kernel.processes().callerLacks();
        held.close();
    }

    @Test
    void whoeverTheGuardCannotTellFromOthersIsRefused() {
        machine.kernel.processes().become(0);

        assertThat(refused(acquire(Protocol.TCP, 9000, 1), Code.ERROR_NOT_SUPPORTED))
                .contains("lives in a pid or time namespace of its own", "acquire from outside");
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
    }

    @Test
    void aLockThatStaysHeldIsCalledInProgress() {
        for (int time = 0; time < 2; time++) {
            machine.script().fail(time == 0 ? "Locks" : "Door", call -> new LockedException("pid 7 has it"));
            assertThat(refused(acquire(Protocol.TCP, 9000, 1), Code.WSAEINPROGRESS))
                    .isEqualTo("acquire tcp 9000: another change is under way: pid 7 has it; try again");
            machine.script().restart();
            acquire(Protocol.TCP, 9010 + time, 1).orElseThrow();
        }
    }

    @Test
    void anAnchoredBlockEndsWithItsSocketAndIsMarkedSo() {
        AcquireRequest wish = AcquireRequest.of(Protocol.TCP, 2).startingAt(9000);
        AcquiredBlock block = machine.ports.acquire(wish, 7).orElseThrow();

        assertThat(machine.kernel.guardHome().anchors()).containsEntry(block.token(), 7);
        assertThat(machine.ports.list().orElseThrow().runtime().getFirst().lifetime())
                .isEqualTo(Lifetime.SOCKET);
        refused(machine.ports.acquire(wish, 8), Code.WSAEADDRINUSE);
        machine.kernel.guardHome().closeAnchor(7);
        assertThat(machine.ports.list().orElseThrow().runtime()).isEmpty();
        machine.ports.acquire(wish, 8).orElseThrow();
    }

    @Test
    void insideTheAutomaticRangeTheListHasItFirstAndOneThousandStay() throws Exception {
        machine.kernel.reservedPorts().automatic(PortBlock.between(40_000, 42_047));
        acquire(Protocol.TCP, 39_999, 1025).orElseThrow();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("40000-41023");
        assertThat(machine.kernel.guardHome().claims()).hasToString("40000-41023");
        Snapshot before = Snapshot.of(machine);

        for (EnginePorts ports : List.of(machine.ports, machine.engine())) {
            assertThat(refused(ports.acquire(AcquireRequest.of(Protocol.UDP, 1).startingAt(42_000)), Code.WSAENOBUFS))
                    .isEqualTo("acquire udp 42000: only 1023 of the ports 40000-42047 would remain for automatic"
                            + " assignment, and Berth leaves at least 1024; choose a smaller block, or one outside"
                            + " 40000-42047");
        }
        assertThat(Snapshot.of(machine)).isEqualTo(before);
        acquire(Protocol.UDP, 41_000, 1).orElseThrow(); // takes none that was not taken
        assertThat(machine.kernel.reservedPorts().listed()).isEqualTo(PortSet.of(PortBlock.between(40_000, 41_023)));
        assertThat(warnings(machine.ports.list())).isEmpty();
    }

    private Outcome<AcquiredBlock> acquire(Protocol protocol, int start, int count) {
        return machine.ports.acquire(
                new AcquireRequest(protocol, count, OptionalInt.of(start), List.of(), Deny.EACCES));
    }
}

package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Life;
import dev.berth.kernel.PortSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R2 and R5: which block somebody gets who does not say which. */
class ChoosingTest {
    private static final PortBlock USUAL = RuntimeRange.USUAL;

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @Test
    @DisplayName("R2 blocks come one after the other, from every engine, and a free one only after all others")
    void r2() {
        EnginePorts ports = chosen(20_000, 20_009);
        EnginePorts other = chosen(20_000, 20_009);
        assertThat(any(ports, 4).block()).isEqualTo(PortBlock.of(20_000, 4));
        AcquiredBlock second = any(other, 2);
        assertThat(second.block()).isEqualTo(PortBlock.of(20_004, 2));
        second.close();

        assertThat(any(ports, 1).block()).isEqualTo(PortBlock.of(20_006));
        assertThat(any(other, 3).block()).isEqualTo(PortBlock.of(20_007, 3));
        assertThat(any(ports, 2).block()).isEqualTo(PortBlock.of(20_004, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @DisplayName("R5 when no block of that size is left, that is said, and the next release makes one")
    void r5(int count) {
        EnginePorts ports = chosen(20_000, 20_008);
        List<AcquiredBlock> all = new ArrayList<>();
        for (int i = 0; i < 9 / count; i++) {
            all.add(any(ports, count));
        }

        for (EnginePorts engine : List.of(ports, chosen(20_000, 20_008), ports)) {
            assertThat(refused(engine.acquire(AcquireRequest.of(Protocol.TCP, count)), Code.WSAENOBUFS))
                    .isEqualTo("acquire "
                            + (count == 1
                                    ? "1 tcp port: no free port is"
                                    : "3 tcp ports: no 3 free ports" + " in a row are")
                            + " left in 20000-20008; 'berth list' says who holds them: wait until somebody releases"
                            + " some, ask for fewer, or choose another range");
        }
        assertThat(any(ports, Protocol.UDP, count).block().count()).isEqualTo(count);
        all.get(1).close();
        assertThat(any(ports, count).block()).isEqualTo(all.get(1).block());
    }

    @Test
    void portsOfServicesAreTakenOnlyWhenNothingElseOutsideTheAutomaticRangeIsLeft() {
        machine.kernel.register(PortSet.of(PortBlock.of(20_049)));
        EnginePorts ports = chosen(20_047, 20_050);

        assertThat(any(ports, 1).block()).isEqualTo(PortBlock.of(20_047));
        assertThat(any(ports, 1).block()).isEqualTo(PortBlock.of(20_050));
        int third = any(ports, 1).port(0);
        int fourth = any(ports, 1).port(0);
        assertThat(List.of(third, fourth)).containsExactlyInAnyOrder(20_048, 20_049);
    }

    @Test
    void whatTheStoreHoldsAndWhatSomebodyElseListedIsNotForChoice() {
        machine.kernel.reservedPorts().list(PortSet.of(PortBlock.of(20_001)));
        machine.ports.create(request(Protocol.TCP, 20_003, 1)).orElseThrow();
        machine.ports.exclude(Protocol.UDP, PortBlock.of(20_004)).orElseThrow();
        EnginePorts ports = chosen(20_000, 20_005);

        assertThat(any(ports, Protocol.UDP, 2).block()).isEqualTo(PortBlock.of(20_002, 2));
        assertThat(any(ports, Protocol.TCP, 2).block()).isEqualTo(PortBlock.of(20_004, 2));
        assertThat(any(ports, Protocol.TCP, 1).block()).isEqualTo(PortBlock.of(20_000));
        assertThat(any(ports, Protocol.TCP, 1).block()).isEqualTo(PortBlock.of(20_002));
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS);
    }

    @Test
    void bothPoolsAreTakenAsOne() {
        EnginePorts ports = chosen(20_000, 20_003);
        any(ports, Protocol.TCP, 1);
        any(ports, Protocol.UDP, 1);

        AcquiredBlock both = any(ports, Protocol.TCP_UDP, 2);
        assertThat(both.block()).isEqualTo(PortBlock.of(20_002, 2));
        assertThat(machine.kernel.guardHome().entries()).hasSize(3);
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP_UDP, 1)), Code.WSAENOBUFS);
        both.close();
        any(ports, Protocol.TCP_UDP, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 65, 300})
    void socketsInTheWayArePassedOverHoweverManyThereAre(int count) {
        Set<Integer> held = new HashSet<>();
        for (int port = USUAL.start(); port < USUAL.start() + 14 * count; port += count) {
            machine.kernel.sockets().listen(port % 2 == 0 ? Protocol.TCP : Protocol.UDP, port);
            held.add(port);
        }
        AcquiredBlock block = any(machine.ports, Protocol.TCP_UDP, count);

        assertThat(held).noneMatch(port -> block.block().contains(port));
        assertThat(machine.kernel.guardHome().entries()).hasSize(1);
        long probes = machine.script().calls().stream()
                .filter(call -> call.startsWith("Guard.probe tcp"))
                .count();
        assertThat(probes).isLessThan(10);
    }

    @Test
    void aWideBlockIsProbedWhereTheTableLeavesOutWhatIsBoundAndNothingMore() {
        machine.kernel.sockets().leaveOutBound();
        machine.kernel.sockets().bindUnseen(Protocol.TCP, 20_100);

        assertThat(any(machine.ports, 300).block()).isEqualTo(PortBlock.of(20_101, 300));
    }

    @Test
    void whoComesIntoAWideBlockBetweenTwoLooksIsSeen() {
        machine.kernel.sockets().listen(Protocol.TCP, 20_100);
        machine.kernel
                .sockets()
                .beforeList(() -> machine.kernel
                        .sockets()
                        .beforeList(() -> machine.kernel.sockets().listen(Protocol.TCP, 20_150)));

        assertThat(any(machine.ports, 100).block()).isEqualTo(PortBlock.of(20_151, 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 65, 300})
    void insideTheAutomaticRangeTheLookIsTakenTwiceAndAttemptsLeaveTheList(int count) {
        machine.kernel.reservedPorts().automatic(PortBlock.between(20_000, 29_999));
        machine.kernel.sockets().listen(Protocol.TCP, 20_000);
        EnginePorts ports =
                machine.engine(time -> machine.kernel.sockets().listen(Protocol.TCP, 20_001)); // a connect in flight

        for (int time = 0; time < 2; time++) {
            AcquiredBlock block = any(ports, count);
            assertThat(block.block()).isEqualTo(PortBlock.of(20_002 + time * count, count));
            assertThat(machine.kernel.reservedPorts().listed()).isEqualTo(PortSet.of(block.block()));
            assertThat(machine.kernel.guardHome().claims()).isEqualTo(PortSet.of(block.block()));
            block.close();
            assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
        }
    }

    @Test
    void ofTheAutomaticPortsHalfStayAndNeverFewerThanOneThousand() throws Exception {
        machine.kernel.reservedPorts().automatic(PortBlock.between(10_000, 13_999));
        machine.ports.create(request(Protocol.TCP, 20_000, 10_000)).orElseThrow();
        assertThat(any(machine.ports, 1_500).block()).isEqualTo(PortBlock.of(10_000, 1_500));
        any(machine.ports, 500);
        Snapshot before = Snapshot.of(machine);
        for (EnginePorts ports : List.of(machine.ports, machine.engine())) {
            refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS);
        }
        assertThat(Snapshot.of(machine)).isEqualTo(before);

        machine.kernel.reservedPorts().automatic(PortBlock.between(10_000, 11_500));
        refused(machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 478)), Code.WSAENOBUFS);
    }

    @Test
    void ofABlockThatReachesIntoTheAutomaticPortsOnlyThoseCount() {
        machine.kernel.reservedPorts().automatic(PortBlock.between(25_000, 60_999));
        EnginePorts ports = machine.ports;
        ports.acquire(AcquireRequest.of(Protocol.TCP, 15_000).startingAt(30_000))
                .orElseThrow();

        // 20000 to 24999 lie outside, and half of the others may be had: 3000 more.
        assertThat(any(ports, 8_000).block()).isEqualTo(PortBlock.of(20_000, 8_000));
        assertThat(refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS))
                .contains(
                        "no free port is left in 20000-29999, nor among the ports of automatic assignment, of which half");
    }

    @Test
    void aChosenRangeIsNeverLeftAndMayBePrivileged() {
        EnginePorts ports = chosen(1022, 1025);
        assertThat(any(ports, 4).block()).isEqualTo(PortBlock.of(1022, 4));
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS);
    }

    @Test
    void whatHasEndedByItselfIsHandedOutBeforeServicesPorts() {
        machine.kernel.register(PortSet.of(PortBlock.of(20_003)));
        EnginePorts ports = chosen(20_000, 20_003);
        ports.acquire(AcquireRequest.of(Protocol.TCP, 2), 7).orElseThrow();
        any(ports, 1);
        machine.kernel.guardHome().closeAnchor(7);
        assertThat(any(ports, 1).block()).isEqualTo(PortBlock.of(20_000));

        machine.kernel.processes().end(machine.kernel.processes().caller().life());
        machine.kernel.processes().become(200);
        assertThat(any(chosen(20_000, 20_003), 3).block()).isEqualTo(PortBlock.of(20_000, 3));
        assertThat(machine.kernel.guardHome().entries()).hasSize(1);
    }

    @Test
    void theDeadAreSweptWithinASessionToo() {
        machine.kernel.processes().become(200);
        any(chosen(20_000, 20_003), 3);
        machine.kernel.processes().become(100);
        EnginePorts ports = chosen(20_000, 20_003);
        any(ports, 1);
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS);
        machine.kernel.processes().end(new Life(200, 20_000));
        machine.script().restart();

        assertThat(any(ports, 3).block()).isEqualTo(PortBlock.of(20_000, 3));
        assertThat(machine.script().calls()).doesNotContain("GuardHome.load", "Guard.entries");
        assertThat(warnings(machine.ports.list())).isEmpty();
    }

    @Test
    void anAnchorThatClosesWhileTheBooksAreWrittenIsNotMissed() {
        chosen(20_000, 20_003).acquire(AcquireRequest.of(Protocol.TCP, 4), 7).orElseThrow();
        machine.script().before("Locks.door", () -> machine.kernel.guardHome().closeAnchor(7));

        assertThat(any(chosen(20_000, 20_003), 4).block()).isEqualTo(PortBlock.of(20_000, 4));
    }

    private EnginePorts chosen(int first, int last) {
        return machine.engine(time -> {}, new RuntimeRange(Optional.of(PortBlock.between(first, last))));
    }

    private static AcquiredBlock any(EnginePorts ports, int count) {
        return any(ports, Protocol.TCP, count);
    }

    private static AcquiredBlock any(EnginePorts ports, Protocol protocol, int count) {
        return ports.acquire(protocol, count);
    }
}

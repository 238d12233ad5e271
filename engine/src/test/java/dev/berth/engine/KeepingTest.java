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
import dev.berth.kernel.Errno;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine knows from one change of what outlives it to the next, and what makes it look again. */
class KeepingTest {
    private static final PortBlock FIRST = PortBlock.of(8080, 4);
    private static final PortBlock SECOND = PortBlock.of(9000, 4);

    @TempDir
    private Path folder;

    private Machine machine;
    private EnginePorts other;

    @BeforeEach
    void changed() {
        machine = new Machine(folder);
        other = machine.engine();
        create(FIRST);
        machine.script().restart();
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        create(SECOND);
        machine.ports.delete(Protocol.TCP, SECOND).orElseThrow();
        machine.ports.acquire(Protocol.TCP, 1).close();
        create(SECOND);

        assertThat(machine.script().calls())
                .doesNotContain("GuardHome.load", "GuardHome.open", "Guard.entries", "Guard.claims")
                .noneMatch(call -> call.startsWith("Locks"));
        assertEnforced();
    }

    @Test
    void theListIsReadOnceAChange() {
        create(SECOND);

        assertThat(machine.script().calls())
                .containsOnlyOnce("ReservedPorts.read")
                .filteredOn(call -> call.startsWith("ReservedPorts"))
                .hasSizeLessThan(5);
    }

    @Test
    void whatAnotherEngineDidIsSeen() {
        other.create(request(Protocol.TCP, 9003, 1)).orElseThrow();
        refused(machine.ports.create(request(Protocol.TCP, 9000, 4)), Code.ERROR_SHARING_VIOLATION);
        other.delete(Protocol.TCP, PortBlock.of(9003)).orElseThrow();
        create(SECOND);
        AcquiredBlock block = other.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(9100))
                .orElseThrow();
        assertThat(refused(machine.ports.create(request(Protocol.TCP, 9100, 1)), Code.ERROR_SHARING_VIOLATION))
                .contains("9100");
        block.close();
        create(PortBlock.of(9100));
        assertEnforced();
    }

    @Test
    void whatEndedByItselfIsNotInTheWay() {
        AcquiredBlock anchored = machine.ports
                .acquire(AcquireRequest.of(Protocol.TCP, 4).startingAt(9000), 7)
                .orElseThrow();
        machine.kernel.guardHome().closeAnchor(7);
        create(SECOND);
        assertThat(machine.kernel.guardHome().entries()).hasSize(2);
        assertThat(machine.ports.release(anchored.token()).code()).isEqualTo(Code.WSAEINVAL);

        machine.kernel.processes().become(300);
        other.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(9100)).orElseThrow();
        machine.kernel.processes().become(100);
        create(PortBlock.of(9200)); // from here on it is known
        machine.kernel.processes().end(new Life(300, 30_000));
        create(PortBlock.of(9100));
        assertEnforced();
    }

    @Test
    void aGuardThatIsGoneOrNotWholeIsLoadedAgain() throws Exception {
        machine.kernel.guardHome().loseHooks("berth_bind4");
        create(SECOND);
        assertThat(machine.script().calls()).contains("GuardHome.load");
        assertEnforced();

        machine.kernel.guardHome().lose();
        create(PortBlock.of(9100));
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
        assertEnforced();

        other.disable().orElseThrow();
        create(PortBlock.of(9200));
        assertEnforced();

        other.purge().orElseThrow();
        create(PortBlock.of(9300));
        assertThat(machine.files()).containsExactly("tcp-9300-1.json");
        assertEnforced();
    }

    @Test
    void restoringLooksAtEverything() {
        assertThat(warnings(machine.ports.restore())).isEmpty();
        assertThat(machine.script().calls()).contains("GuardHome.load", "Guard.entries", "Guard.claims");
    }

    @Test
    void whateverFailedIsReadAgain() {
        machine.script().fail("Guard.put PERSISTENT", new Errno(5)).fail("Guard.remove", new Errno(5));
        refused(machine.ports.create(request(Protocol.TCP, 9000, 4)), Code.ERROR_IO_DEVICE);
        machine.script().restart();
        create(SECOND); // the scripted guard takes no block over another
        assertThat(machine.kernel.guardHome().entries()).hasSize(2);
        assertEnforced();
    }

    @Test
    void aThreadThatMovedToAnotherNamespaceIsRefused() {
        NetworkNamespace here = machine.kernel.processes().caller().namespace();
        machine.kernel.processes().moveCaller(new NetworkNamespace(77, 4_026_532_000L));
        assertThat(refused(machine.ports.create(request(Protocol.TCP, 9000, 4)), Code.ERROR_NOT_SUPPORTED))
                .contains("the guard keeps");
        machine.kernel.processes().moveCaller(here);
        create(SECOND);
        assertEnforced();
    }

    @Test
    void nothingStaysOpenAfterCloseAndAnEngineGoesOn() {
        other.create(request(Protocol.TCP, 9000, 4)).orElseThrow();
        other.close();
        machine.ports.close();
        assertThat(machine.kernel.guardHome().openGuards()).isZero();
        assertThat(machine.kernel.locks().openDoors()).isZero();

        create(PortBlock.of(9100));
        assertEnforced();
        machine.ports.close();
        machine.ports.close();
        assertThat(machine.kernel.guardHome().openGuards()).isZero();
    }

    @Test
    void aStoreThatSomebodyDeletedIsMadeAgain() throws Exception {
        Files.delete(machine.store.resolve("tcp-8080-4.json"));
        Files.delete(machine.store.resolve(".lock"));
        Files.delete(machine.store);
        create(SECOND);
        assertThat(machine.files()).containsExactly("tcp-9000-4.json");
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isFalse();
        assertEnforced();
    }

    private void create(PortBlock block) {
        machine.ports
                .create(request(Protocol.TCP, block.start(), block.count()))
                .orElseThrow();
    }

    /** Store, guard and list agree, as another engine sees them that knows nothing. */
    private void assertEnforced() {
        assertThat(warnings(machine.engine().list())).isEmpty();
        assertThat(machine.engine().list().orElseThrow().reservations())
                .isNotEmpty()
                .allSatisfy(reservation -> assertThat(machine.kernel
                                .guardHome()
                                .refuses(Protocol.TCP, reservation.block().start()))
                        .isTrue());
        assertThat(machine.kernel.guardHome().entries())
                .hasSameSizeAs(machine.engine().list().orElseThrow().reservations());
    }
}

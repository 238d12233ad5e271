package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.testkit.kernel.Crash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine knows from one call to the next, and what makes it look again. */
class RuntimeSessionTest {
    @TempDir
    private Path folder;

    private Machine machine;
    private EnginePorts other;

    @BeforeEach
    void opened() {
        machine = new Machine(folder);
        other = machine.engine();
        machine.ports.acquire(Protocol.TCP, 1);
        machine.script().restart();
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        AcquiredBlock block = machine.ports.acquire(Protocol.TCP, 4);
        block.close();

        assertThat(machine.script().calls())
                .noneMatch(call -> call.startsWith("Disk")
                        || call.startsWith("GuardHome")
                        || call.equals("Guard.entries")
                        || call.equals("ReservedPorts.read"));
    }

    @Test
    void whatAnotherEngineDidIsSeen() {
        other.create(request(Protocol.TCP, 20_001, 2)).orElseThrow();
        assertThat(machine.ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(20_003);
        other.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(20_004)).orElseThrow();
        refused(machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(20_004)), Code.WSAEADDRINUSE);
        other.acquire(Protocol.TCP, 1);
        assertThat(machine.ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(20_006);
        other.exclude(Protocol.TCP, PortBlock.of(20_007)).orElseThrow();
        assertThat(machine.ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(20_008);
    }

    @Test
    void aRetiredGuardIsLeftForTheNext() {
        other.disable().orElseThrow();
        assertReservesAlone();
        other.purge().orElseThrow();
        assertReservesAlone();
        other.disable().orElseThrow();
        other.restore().orElseThrow();
        assertReservesAlone();
        assertThat(machine.script().calls()).contains("GuardHome.load");
    }

    private void assertReservesAlone() {
        AcquiredBlock block = machine.ports.acquire(Protocol.TCP, 1);
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, block.port(0)))
                .isTrue();
        assertThat(machine.kernel.guardHome().entries()).hasSize(1);
        assertThat(Files.exists(machine.store.resolve(".disabled"))).isFalse();
    }

    @Test
    void aGuardThatWasTakenOutUnannouncedIsLeftAsWell() throws Exception {
        try (Held _ = machine.kernel.locks().exclusive(machine.store.resolve(".lock"), Duration.ZERO)) {
            machine.kernel.guardHome().remove();
        }
        assertReservesAlone();
    }

    @Test
    void aDisablingThatDiedAtAnyStepDoesNotLeaveTheNextReservationToADisabledBerth() throws Exception {
        for (int step = 0; ; step++) {
            Machine crashing = new Machine(Files.createDirectories(folder.resolve("crash" + step)));
            EnginePorts ports = crashing.engine();
            crashing.kernel.processes().become(300);
            ports.acquire(Protocol.TCP, 1);
            crashing.kernel.processes().become(100);
            crashing.script().restart().crashAt(step);
            boolean died = false;
            try {
                crashing.ports.disable().orElseThrow();
            } catch (Crash _) {
                died = true;
            }
            crashing.kernel.restartProcess();
            crashing.kernel.processes().become(300);
            AcquiredBlock block = ports.acquire(Protocol.TCP, 1);
            crashing.engine().removeExclusion(Protocol.TCP, PortBlock.of(7)); // any change
            assertThat(crashing.kernel.guardHome().refuses(Protocol.TCP, block.port(0)))
                    .as("step %d", step)
                    .isTrue();
            if (!died) {
                return;
            }
        }
    }

    @Test
    void aLockFileThatWasDeletedIsGivenUp() throws Exception {
        Files.delete(machine.store.resolve(".lock"));
        machine.ports.acquire(Protocol.TCP, 1);
        assertThat(machine.script().calls()).anyMatch(call -> call.startsWith("Disk"));
        machine.script().restart();
        machine.ports.acquire(Protocol.TCP, 1);
        assertThat(machine.script().calls()).noneMatch(call -> call.startsWith("Disk"));
    }

    @Test
    void aThreadThatMovedToAnotherNamespaceIsRefused() {
        NetworkNamespace here = machine.kernel.processes().caller().namespace();
        machine.kernel.processes().moveCaller(new NetworkNamespace(77, 4_026_532_000L));

        assertThat(refused(machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.ERROR_NOT_SUPPORTED))
                .contains("the guard keeps");
        machine.kernel.processes().moveCaller(here);
        assertThat(machine.ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(20_001);
    }

    @Test
    void anEntryThatCouldNotBeTakenBackIsNotGivenTwice() {
        for (boolean session : new boolean[] {true, false}) {
            EnginePorts ports = session ? machine.ports : machine.engine();
            machine.script().fail("Guard.probe", new Errno(5)).fail("Guard.remove", new Errno(5));
            assertThat(refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.ERROR_IO_DEVICE))
                    .contains("Guard.probe", "Taking it back failed as well: removing the guard's entry");
            machine.script().restart();
            int before = machine.kernel.guardHome().entries().size();
            for (int i = 0; i < 3; i++) {
                ports.acquire(Protocol.TCP, 1); // the scripted guard takes no block over another
            }
            assertThat(machine.kernel.guardHome().entries()).hasSize(before + 3);
        }
    }

    @Test
    void aBlockInUseThatCouldNotBeTakenBackIsNotGivenTwice() {
        machine.kernel.sockets().listen(Protocol.TCP, 20_001);
        machine.script().fail("Guard.remove", new Errno(5));
        refused(machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(20_001)), Code.ERROR_IO_DEVICE);
        machine.script().restart();
        machine.kernel.sockets().closeAll();

        refused(machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 1).startingAt(20_001)), Code.WSAEADDRINUSE);
    }

    @Test
    void portsThatTheStoreHasGotSinceAreNotHandedOutWhenTheirHolderReleasesThem() throws Exception {
        EnginePorts ports = machine.engine(time -> {}, new RuntimeRange(Optional.of(PortBlock.of(21_000, 2))));
        AcquiredBlock block = ports.acquire(Protocol.TCP, 2);
        other.create(request(Protocol.TCP, 8080, 1)).orElseThrow();
        String file = Files.readString(machine.store.resolve("tcp-8080-1.json"));
        machine.write("tcp-21000-1.json", file.replace("8080", "21000"));
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS); // which reads the file
        block.close();

        assertThat(ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(21_001);
        refused(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)), Code.WSAENOBUFS);
    }

    @Test
    void nothingStaysOpenAfterClose() {
        other.acquire(Protocol.TCP, 1);
        other.close();
        machine.ports.close();

        assertThat(machine.kernel.guardHome().openGuards()).isZero();
        assertThat(machine.kernel.locks().openDoors()).isZero();
        assertThat(machine.ports.acquire(Protocol.TCP, 1).port(0)).isEqualTo(20_002);
    }
}

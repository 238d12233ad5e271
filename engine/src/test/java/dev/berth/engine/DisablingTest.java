package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisablingTest {
    @TempDir
    private Path folder;

    private Machine machine;
    private Reservation web;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
        machine.kernel.reservedPorts().list(PortSet.of(PortBlock.of(22)));
        web = machine.ports.create(request(Protocol.TCP, 8080, 4).named("web")).orElseThrow();
        machine.ports.exclude(Protocol.TCP, PortBlock.of(5000)).orElseThrow();
    }

    @Test
    void disabledNothingIsEnforcedAndEverythingStaysRecorded() throws IOException {
        assertThat(machine.ports.disable().orElseThrow().reservations()).containsExactly(web);

        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22");
        assertThat(machine.files()).containsExactly("exclude-tcp-5000-1.json", "tcp-8080-4.json");
        Outcome<Listing> listed = machine.ports.list();
        assertThat(listed.orElseThrow().reservations()).containsExactly(web.with(Token.NONE, Standing.NOT_ENFORCED));
        assertThat(warnings(listed))
                .containsExactly("Berth is disabled and enforces nothing; 'berth restore' enables it");
        machine.ports.disable().orElseThrow();
    }

    @Test
    void disabledFilesCanBeChangedAndTheListOfReservedPortsStays() throws IOException {
        machine.ports.disable().orElseThrow();

        machine.ports.delete(Protocol.TCP, PortBlock.of(8080, 4)).orElseThrow();
        machine.ports.removeExclusion(Protocol.TCP, PortBlock.of(5000)).orElseThrow();
        assertThat(machine.ports
                        .exclude(Protocol.UDP, PortBlock.of(7000))
                        .orElseThrow()
                        .standing())
                .isEqualTo(Standing.NOT_ENFORCED);

        assertThat(machine.files()).containsExactly("exclude-udp-7000-1.json");
        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22");
    }

    @Test
    void creatingEnablesEverythingAgain() {
        machine.ports.disable().orElseThrow();

        machine.ports.create(request(Protocol.UDP, 9000, 1)).orElseThrow();

        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22,5000,8080-8083,9000");
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
        assertThat(warnings(machine.ports.list())).isEmpty();
    }

    @Test
    void aCreationThatIsRefusedLeavesBerthDisabled() {
        machine.ports.disable().orElseThrow();

        refused(machine.ports.create(request(Protocol.TCP, 8080, 1)), Code.ERROR_SHARING_VIOLATION);

        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22");
        assertThat(machine.store.resolve(".disabled")).exists();
    }

    @Test
    void aGuardThatCannotBeRemovedStaysAndEnforces() {
        machine.script().restart().fail("GuardHome.remove", Errno.EBUSY);

        refused(machine.ports.disable(), Code.ERROR_IO_DEVICE);

        machine.script().restart();
        assertThat(machine.ports.lookup("web").orElseThrow()).isEqualTo(web);
        assertThat(warnings(machine.ports.list())).isEmpty();
    }

    @Test
    void purgedNothingIsLeft() {
        assertThat(machine.ports.purge().orElseThrow().reservations()).containsExactly(web);

        assertThat(machine.store).doesNotExist();
        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22");
        assertThat(machine.ports.purge().orElseThrow()).isEqualTo(new Listing(List.of(), List.of(), List.of()));
        assertThat(machine.store).doesNotExist();
        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
    }

    @Test
    void whoOnlyEndsSomethingDoesNotBringBackWhatWasPurged() {
        EnginePorts ports = machine.engine();
        AcquiredBlock block = ports.acquire(Protocol.TCP, 1);
        machine.ports.purge().orElseThrow();

        refused(ports.release(block.token()), Code.WSAEINVAL);
        ports.steward().bury(machine.kernel.processes().caller().life()).orElseThrow();
        refused(ports.delete(Protocol.TCP, PortBlock.of(8080, 4)), Code.ERROR_NOT_FOUND);
        refused(ports.change("web", ReservationChange.NONE.named("other")), Code.ERROR_NOT_FOUND);
        refused(ports.removeExclusion(Protocol.TCP, PortBlock.of(5000)), Code.ERROR_NOT_FOUND);

        assertThat(machine.store).doesNotExist();
        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        ports.exclude(Protocol.TCP, PortBlock.of(5000)).orElseThrow();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("22,5000");
    }

    @Test
    void aDirectoryThatCannotGoStaysEmptyAndThatIsAWarning() {
        machine.script()
                .restart()
                .fail("Disk.delete store", call -> new FileSystemException(call, null, "Device or resource busy"));

        assertThat(warnings(machine.ports.purge()))
                .last()
                .isEqualTo(machine.store + " stays, empty, as it cannot be deleted: Device or resource busy");
        assertThat(machine.store).isEmptyDirectory();
    }

    @Test
    void aStoreThatIsMadeWhileItIsPurgedIsNoFailure() {
        machine.script().restart().before("Disk.delete store", () -> {
            try {
                machine.write(".lock", "");
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });

        assertThat(warnings(machine.ports.purge())).isEmpty();
    }

    @Test
    void aPurgeBetweenTheStoreAndItsLockIsWaitedOut() {
        EnginePorts other = machine.engine();
        machine.script()
                .restart()
                .before("Locks.door", () -> machine.engine().purge().orElseThrow());

        other.create(request(Protocol.TCP, 9000, 1)).orElseThrow();
    }

    @Test
    void aReaderBesideADisablingSeesEitherAndNotAFailure() {
        machine.script()
                .fail("Guard.entries", Errno.ENOENT)
                .before("Guard.entries", () -> machine.kernel.guardHome().lose());

        assertThat(machine.ports.list().orElseThrow().reservations())
                .containsExactly(web.with(Token.NONE, Standing.NOT_ENFORCED));
    }

    @Test
    void whatIsNotBerthsSurvivesAPurge() throws IOException {
        machine.write("README", "mine");
        machine.write("notes.json", "{}");
        machine.write("tcp-1-1.json", "unreadable, and Berth's by its name");

        assertThat(warnings(machine.ports.purge()))
                .last()
                .isEqualTo(machine.store + " stays for the sake of what is not Berth's: README, notes.json");
        assertThat(machine.store.toFile().list()).containsExactlyInAnyOrder("README", "notes.json");
    }
}

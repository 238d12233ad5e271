package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whicheverStepFailsARefusedChangeHasChangedNothing(Operation operation) throws IOException {
        Machine untouched = machine(operation, "untouched");
        operation.run(untouched.ports).orElseThrow();
        int steps = untouched.script().calls().size();

        for (int step = 0; step < steps; step++) {
            Machine machine = machine(operation, "fail" + step);
            Snapshot before = Snapshot.of(machine);
            machine.script().failAt(step, FailureTest::broken);
            Outcome<?> outcome = operation.run(machine.ports);
            String where = operation + " failed at step " + step + " "
                    + untouched.script().calls().get(step);

            if (outcome instanceof Outcome.Refused<?>(Code code, String message)) {
                if (code == Code.ERROR_NOT_FOUND) {
                    assertThat(message).as(where).contains("is left alone because it cannot be read");
                } else {
                    assertThat(code).as(where).isIn(Code.ERROR_IO_DEVICE, Code.ERROR_DISK_FULL);
                }
                assertThat(message).as(where).doesNotContain("Taking it back");
                boolean revived = operation == Operation.RESTORE_AFTER_REBOOT;
                if (!revived) {
                    assertThat(Snapshot.of(machine)).as(where).isEqualTo(before);
                }
            } else {
                // One file that cannot be read is left alone, and a name that cannot be looked up is said: all else
                // goes on.
                assertThat(warnings(outcome))
                        .as(where)
                        .anyMatch(warning -> warning.contains("is left alone: it cannot")
                                || warning.contains("cannot be looked up"));
            }
            machine.script().restart();
            machine.ports.acquire(Protocol.TCP_UDP, 2); // by books that may have outlived the failure
            assertThat(warnings(machine.ports.restore())).as(where).isEmpty();
            assertThat(warnings(machine.ports.list())).as(where).isEmpty();
            machine.ports.close();
            assertThat(machine.kernel.guardHome().openGuards()).as(where).isZero();
            assertThat(machine.kernel.locks().openDoors()).as(where).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereTakingItBackFailsAsWellThatIsSaidAndTheNextRestoreMendsIt(Operation operation) throws IOException {
        Machine untouched = machine(operation, "untouched");
        operation.run(untouched.ports).orElseThrow();
        int steps = untouched.script().calls().size();

        for (int step = 0; step < steps; step++) {
            Machine machine = machine(operation, "fail" + step);
            machine.script().failFrom(step, FailureTest::broken);
            Outcome<?> outcome = operation.run(machine.ports);
            String where = operation + " failed from step " + step + " on";

            assertThat(outcome).as(where).isInstanceOf(Outcome.Refused.class);
            machine.script().restart();
            machine.ports.acquire(Protocol.TCP_UDP, 2); // by books that may have outlived the failure
            assertThat(warnings(machine.ports.restore())).as(where).isEmpty();
            assertThat(warnings(machine.ports.list())).as(where).isEmpty();
            machine.ports.close();
            assertThat(machine.kernel.guardHome().openGuards()).as(where).isZero();
            assertThat(machine.kernel.locks().openDoors()).as(where).isZero();
        }
    }

    @Test
    void whatCouldNotBeTakenBackIsNamed() throws IOException {
        Machine machine = machine(Operation.CREATE, "machine");
        machine.script().fail("Guard.put PENDING", new Errno(5)).fail("ReservedPorts.remove", new Errno(5));

        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_IO_DEVICE))
                .contains(
                        "Guard.put PENDING",
                        ". Taking it back failed as well: removing 8080,8082-8083 from" + " ip_local_reserved_ports",
                        "; run 'berth restore'");
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, ERROR_DISK_FULL, no space is left",
        "Disk quota exceeded, ERROR_DISK_FULL, no space is left",
        "Read-only file system, ERROR_ACCESS_DENIED, Read-only file system",
        "Operation not permitted, ERROR_ACCESS_DENIED, Operation not permitted",
        "Input/output error, ERROR_IO_DEVICE, Input/output error"
    })
    void theStoreSaysWhyItCannotBeWritten(String error, Code code, String said) throws IOException {
        Machine machine = machine(Operation.CREATE, "machine");
        machine.script().fail("Disk.write", call -> new FileSystemException(call, null, error));

        assertThat(refused(Operation.CREATE.run(machine.ports), code))
                .startsWith("create tcp+udp 8080-8083: writing " + machine.store.resolve("tcp+udp-8080-4.json"))
                .contains(said);
    }

    @Test
    void whatTheKernelAnswersHasItsCode() throws IOException {
        Machine machine = machine(Operation.CREATE, "machine");

        machine.script().fail("Disk.write", call -> new AccessDeniedException(call));
        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_ACCESS_DENIED))
                .contains("permission denied");
        machine.script().restart().fail("Guard.put", Errno.EPERM);
        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_ACCESS_DENIED))
                .contains("EPERM", "run as root");
        machine.script().restart().fail("GuardHome.load", call -> new AccessDeniedException(call));
        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_ACCESS_DENIED))
                .contains("GuardHome.load", "run as root");
        machine.script().restart().fail("Disk.delete tcp-9000-4.json", FailureTest::broken);
        assertThat(refused(machine.ports.purge(), Code.ERROR_DISK_FULL))
                .startsWith(
                        "purge: Berth is disabled, and part of its store is still there, so call it again: deleting ");
        machine.script().restart().fail("Door", call -> new LockedException("pid 7 has it"));
        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("create tcp+udp 8080-8083: another change is under way: pid 7 has it; try again");
        machine.script().restart().fail("GuardHome", call -> new UnsupportedException("no BTF", "boot another kernel"));
        assertThat(refused(Operation.CREATE.run(machine.ports), Code.ERROR_NOT_SUPPORTED))
                .isEqualTo("create tcp+udp 8080-8083: no BTF; boot another kernel");
    }

    private Machine machine(Operation operation, String name) throws IOException {
        Machine machine = new Machine(Files.createDirectories(folder.resolve(name)));
        operation.setUp(machine);
        return machine;
    }

    private static IOException broken(String call) {
        return call.startsWith("Disk")
                ? new FileSystemException(call, null, "No space left on device")
                : new SyscallException(call, new Errno(5), "scripted");
    }
}

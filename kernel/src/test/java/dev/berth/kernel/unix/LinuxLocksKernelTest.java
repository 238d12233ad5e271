package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxLocksKernelTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int O_PATH = 0x20_0000;

    @TempDir
    private Path directory;

    @Test
    void twoInstancesExcludeEachOtherAndTheHolderIsNamed() throws Exception {
        Path file = directory.resolve("lock");
        try (Held held = new LinuxLocks().exclusive(file, AT_ONCE)) {
            assertThat(held).isNotNull();
            assertThatExceptionOfType(LockedException.class)
                    .isThrownBy(() -> new LinuxLocks().exclusive(file, Duration.ofMillis(5)))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("pid " + ProcessHandle.current().pid() + " (");
        }
        new LinuxLocks().exclusive(file, AT_ONCE).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whoWaitsGetsTheLockWhenItIsGivenBack() throws Exception {
        Path file = directory.resolve("lock");
        Held held = new LinuxLocks().exclusive(file, AT_ONCE);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Held> waiting = other.submit(() -> new LinuxLocks().exclusive(file, LONG));
            Thread.sleep(20);
            assertThat(waiting.isDone()).isFalse();
            held.close();
            waiting.get().close();
        }
    }

    @Test
    void oneAtATimeAlsoWhenEveryHolderDeletesTheFile() throws Exception {
        Path file = directory.resolve("lock");
        AtomicInteger inside = new AtomicInteger();
        Callable<Integer> contender = () -> {
            int most = 0;
            for (int round = 0; round < 50; round++) {
                try (Held held = new LinuxLocks().exclusive(file, LONG)) {
                    assertThat(held).isNotNull();
                    most = Math.max(most, inside.incrementAndGet());
                    inside.decrementAndGet();
                    Files.delete(file); // whoever waited has a lock on nothing, and the next one makes a new file
                }
            }
            return most;
        };
        try (ExecutorService contenders = Executors.newFixedThreadPool(3)) {
            Future<Integer> first = contenders.submit(contender);
            Future<Integer> second = contenders.submit(contender);
            assertThat(contenders.submit(contender).get()).isEqualTo(1);
            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(1);
        }
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("lock"), directory.resolve("target"));
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> new LinuxLocks().exclusive(link, AT_ONCE))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(new Errno(40)))
                .withMessageContaining("ELOOP");
    }

    @Test
    void anInterruptEndsNoWaitAndStays() throws Exception {
        Path file = directory.resolve("lock");
        try (Held held = new LinuxLocks().exclusive(file, AT_ONCE)) {
            assertThat(held).isNotNull();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(LockedException.class)
                    .isThrownBy(() -> new LinuxLocks().exclusive(file, Duration.ofMillis(5)));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aFileThatIsNotOpenForWhatItsFileSystemWantsIsRefusedByName() throws Exception {
        Path file = Files.createFile(directory.resolve("lock"));
        // As NFS answers for a file that is open for reading.
        try (Fd opened = Fcntl.open(file.toString(), O_PATH, 0)) {
            assertThatExceptionOfType(UnsupportedException.class)
                    .isThrownBy(() -> LinuxLocks.attempt(opened, file))
                    .withMessageContaining(file + " is on a file system that locks no file which is open for reading")
                    .withMessageContaining("; keep it on a local one");
        }
    }
}

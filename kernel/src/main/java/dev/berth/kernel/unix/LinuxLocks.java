package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Locks by {@code flock(2)}, each on a description of its own, so that two of one process exclude each other too. Safe
 * for concurrent use.
 */
public final class LinuxLocks implements Locks {
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int OWNER_ONLY = 0600;
    private static final Duration SHORTEST_NAP = Duration.ofMillis(1);
    private static final Duration LONGEST_NAP = Duration.ofMillis(50);

    @Override
    public Held exclusive(Path file, Duration patience) throws IOException {
        long start = System.nanoTime();
        for (Duration nap = SHORTEST_NAP; ; nap = longer(nap)) {
            Optional<Fd> held = attempt(file);
            if (held.isPresent()) {
                Fd lock = held.get();
                return lock::close; // the lock ends with the description
            }
            // Polled: a blocked flock ends by a signal alone, and the JVM has none to spare.
            if (patience.compareTo(Duration.ofNanos(System.nanoTime() - start)) <= 0) {
                throw new LockedException(LockHolders.explain(file));
            }
            sleep(nap, file);
        }
    }

    private static Optional<Fd> attempt(Path file) throws IOException {
        Fd lock = Fcntl.open(file.toString(), Fcntl.O_RDWR | Fcntl.O_CREAT | Fcntl.O_NOFOLLOW, OWNER_ONLY);
        boolean keep = false;
        try {
            Syscall.call(SyscallNumber.FLOCK, file.toString(), lock.number(), LOCK_EX | LOCK_NB);
            // Whoever held it may have deleted the file: then this is a lock that nobody else will look at.
            keep = isStill(file, lock);
            return keep ? Optional.of(lock) : Optional.empty();
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EAGAIN)) { // EWOULDBLOCK is the same
                return Optional.empty();
            }
            throw refused;
        } finally {
            if (!keep) {
                lock.close();
            }
        }
    }

    private static boolean isStill(Path file, Fd lock) throws IOException {
        try {
            return Files.isSameFile(file, Path.of("/proc/self/fd", Integer.toString(lock.number())));
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }

    private static Duration longer(Duration nap) {
        Duration twice = nap.multipliedBy(2);
        return twice.compareTo(LONGEST_NAP) < 0 ? twice : LONGEST_NAP;
    }

    private static void sleep(Duration nap, Path file) throws InterruptedIOException {
        try {
            Thread.sleep(nap);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while waiting for " + file);
            interrupted.initCause(stop);
            throw interrupted;
        }
    }
}

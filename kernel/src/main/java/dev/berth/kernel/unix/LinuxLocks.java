package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Locks by {@code flock(2)}, each on a description of its own, so that two of one process exclude each other too. Safe
 * for concurrent use.
 */
public final class LinuxLocks implements Locks {
    static final int LOCK_UN = 8;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int OWNER_ONLY = 0600;

    @Override
    public Held exclusive(Path file, Duration patience) throws IOException {
        try (Naps naps = new Naps(file, patience)) {
            while (true) {
                Fd lock = open(file);
                boolean keep = false;
                try {
                    // Whoever held it may have deleted the file: then this is a lock that nobody else will look at.
                    keep = attempt(lock, file) && isStill(file, lock);
                    if (keep) {
                        return lock::close; // the lock ends with the description
                    }
                } finally {
                    if (!keep) {
                        lock.close();
                    }
                }
                naps.next();
            }
        }
    }

    @Override
    public Door door(Path file) throws IOException {
        return new LockDoor(file);
    }

    /** For reading: what is open for writing would keep its file system from being remounted read-only. */
    static Fd open(Path file) throws SyscallException {
        return Fcntl.open(file.toString(), Fcntl.O_RDONLY | Fcntl.O_CREAT | Fcntl.O_NOFOLLOW, OWNER_ONLY);
    }

    /** Takes the lock, unless somebody holds it. */
    static boolean attempt(Fd lock, Path file) throws IOException {
        try {
            Syscall.call(SyscallNumber.FLOCK, file.toString(), lock.number(), LOCK_EX | LOCK_NB);
            return true;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EAGAIN)) { // EWOULDBLOCK is the same
                return false;
            }
            if (refused.errno().equals(Errno.EBADF)) {
                throw new UnsupportedException(
                        file + " is on a file system that locks no file which is open for reading, such as NFS",
                        "keep it on a local one",
                        refused);
            }
            throw refused;
        }
    }

    private static boolean isStill(Path file, Fd lock) throws IOException {
        try {
            return Files.isSameFile(file, Path.of("/proc/self/fd", Integer.toString(lock.number())));
        } catch (NoSuchFileException deleted) {
            return false;
        }
    }
}

package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock file that is kept open. {@code flock(2)} keeps other descriptions out; threads that share this one keep each
 * other out by {@code inside}.
 */
final class LockDoor implements Door {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_NLINK = 0x4;
    /** {@code sizeof(struct statx)}, {@code linux/stat.h}. */
    private static final int STATX_SIZE = 256;

    private static final long STX_NLINK = 16;

    private final Path file;
    private final Fd lock;
    private final ReentrantLock inside = new ReentrantLock();

    LockDoor(Path file) throws SyscallException {
        this.file = file;
        lock = LinuxLocks.open(file);
    }

    @Override
    public Optional<Held> enter(Duration patience) throws IOException {
        if (!isInside(patience)) {
            throw new LockedException(file + " is held by another thread of this process");
        }
        boolean entered = false;
        try {
            Naps naps = new Naps(file, patience);
            while (!LinuxLocks.attempt(lock, file)) {
                naps.next();
            }
            entered = isLinked();
            if (entered) {
                return Optional.of(this::leave);
            }
            unlock();
            return Optional.empty();
        } finally {
            if (!entered) {
                inside.unlock();
            }
        }
    }

    @Override
    public void close() {
        inside.lock();
        try {
            lock.close();
        } finally {
            inside.unlock();
        }
    }

    private boolean isInside(Duration patience) throws IOException {
        if (inside.isHeldByCurrentThread()) {
            throw new IllegalStateException(file + " is held by this very thread");
        }
        try {
            return inside.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            throw Naps.interrupted(file, stop);
        }
    }

    private void leave() {
        unlock();
        inside.unlock();
    }

    private void unlock() {
        try {
            Syscall.call(SyscallNumber.FLOCK, file.toString(), lock.number(), LinuxLocks.LOCK_UN);
        } catch (SyscallException impossible) {
            throw new IllegalStateException("unlocking " + file, impossible);
        }
    }

    /** Whoever held it may have deleted the file: then this is a lock that nobody else will look at. */
    private boolean isLinked() throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATX_SIZE, Long.BYTES);
            MemorySegment empty = arena.allocate(JAVA_BYTE);
            Syscall.call(
                    SyscallNumber.STATX,
                    file.toString(),
                    lock.number(),
                    empty.address(),
                    AT_EMPTY_PATH,
                    STATX_NLINK,
                    status.address());
            return status.get(JAVA_INT, STX_NLINK) > 0;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw refused;
        }
    }
}

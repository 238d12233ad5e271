package dev.berth.kernel.unix;

import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock file that is kept open. {@code flock(2)} keeps other descriptions out; threads that share this one keep each
 * other out by {@code inside}, which guards {@code closed}, too.
 */
final class LockDoor implements Door {
    private final Path file;
    private final Fd lock;
    private final FileIdentity identity;
    private final ReentrantLock inside = new ReentrantLock();
    private boolean closed;

    LockDoor(Path file) throws SyscallException {
        this.file = file;
        lock = LinuxLocks.open(file);
        try {
            identity = FileIdentity.of(lock, file.toString());
        } catch (SyscallException failed) {
            lock.close();
            throw failed;
        }
    }

    @Override
    public Optional<Held> enter(Duration patience) throws IOException {
        long start = System.nanoTime();
        if (!isInside(patience)) {
            throw new LockedException(file + " is held by another thread of this process");
        }
        boolean locked = false;
        boolean entered = false;
        try (Naps naps = new Naps(file, patience.minusNanos(System.nanoTime() - start))) {
            if (closed) {
                return Optional.empty();
            }
            while (!LinuxLocks.attempt(lock, file)) {
                naps.next();
            }
            locked = true;
            entered = isStill();
            return entered ? Optional.of(this::leave) : Optional.empty();
        } finally {
            if (!entered) {
                if (locked) {
                    unlock();
                }
                inside.unlock();
            }
        }
    }

    @Override
    public void close() {
        inside.lock();
        try {
            closed = true;
            lock.close();
        } finally {
            inside.unlock();
        }
    }

    /** Whether an interrupt was there before or comes in between: whoever ends a reservation must be able to. */
    private boolean isInside(Duration patience) {
        if (inside.isHeldByCurrentThread()) {
            throw new IllegalStateException(file + " is held by this very thread");
        }
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return inside.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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

    /** Whoever held it may have deleted or replaced the file: then this is a lock that nobody else will look at. */
    private boolean isStill() throws SyscallException {
        return FileIdentity.at(file.toString()).filter(identity::equals).isPresent();
    }
}

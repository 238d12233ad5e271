package dev.berth.engine;

import dev.berth.kernel.Locks.LockedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Until when a change waits for others: one deadline for all the locks that it takes, so that it waits no longer than was
 * asked for, however many wait before it.
 */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** So long from now. */
    static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left of it. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * Takes a lock that threads of this process share. An interrupt, whether it was there before or comes in between, does
     * not end the wait, and is there afterwards: whoever ends a reservation must be able to.
     *
     * @param what the lock is around, for who waits in vain
     */
    void take(ReentrantLock lock, Object what) throws LockedException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new LockedException(what + " is held by another thread of this process");
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
}

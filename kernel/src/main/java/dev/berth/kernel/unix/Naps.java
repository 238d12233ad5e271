package dev.berth.kernel.unix;

import dev.berth.kernel.Locks.LockedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Waits for a lock that somebody else holds, longer each time, as long as patience lasts. Polled: a blocked flock ends
 * by a signal alone, and the JVM has none to spare. An interrupt does not end the wait, which ends soon anyway: it is
 * there again when this is closed. Belongs to one thread.
 */
final class Naps implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final Path file;
    private final Duration patience;
    private final long start = System.nanoTime();
    private Duration nap = SHORTEST;
    private boolean interrupted;

    Naps(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** Waits for a while; throws where patience is at its end. */
    void next() throws IOException {
        if (patience.compareTo(Duration.ofNanos(System.nanoTime() - start)) <= 0) {
            throw new LockedException(LockHolders.explain(file));
        }
        try {
            Thread.sleep(nap);
        } catch (InterruptedException later) {
            interrupted = true;
        }
        Duration twice = nap.multipliedBy(2);
        nap = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

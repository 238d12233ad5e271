package dev.berth.engine;

import java.io.IOException;
import java.time.Duration;

/** Waits by sleeping. Safe for concurrent use. */
final class Sleeping implements Pause {
    @Override
    public void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void around(Duration time, IoStep step) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        step.run();
        boolean interrupted = false;
        for (long rest = end - System.nanoTime(); rest > 0; rest = end - System.nanoTime()) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

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
        long start = System.nanoTime();
        step.run();
        Duration rest = time.minusNanos(System.nanoTime() - start);
        if (rest.isPositive()) {
            of(rest);
        }
    }
}

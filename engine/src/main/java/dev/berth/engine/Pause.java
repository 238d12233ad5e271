package dev.berth.engine;

import java.time.Duration;

/** How to wait a moment; a test need not. */
@FunctionalInterface
interface Pause {
    /** Waits, or returns at once when the thread is interrupted, and leaves it so. */
    void of(Duration time);

    /** Waits by sleeping. */
    static Pause sleeping() {
        return time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }
}

package dev.berth.engine;

import java.io.IOException;
import java.time.Duration;

/** How to wait a moment; a test need not. */
@FunctionalInterface
interface Pause {
    /** Waits, or returns at once when the thread is interrupted, and leaves it so. */
    void of(Duration time);

    /**
     * Does something and waits until so much time has gone by since before it, which no interrupt shortens; a test waits for
     * all of it.
     */
    default void around(Duration time, IoStep step) throws IOException {
        step.run();
        of(time);
    }

    /** Waits by sleeping. */
    static Pause sleeping() {
        return new Sleeping();
    }
}

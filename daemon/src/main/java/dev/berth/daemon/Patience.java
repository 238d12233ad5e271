package dev.berth.daemon;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a change may wait for the lock of the store. The loop waits for nobody; what others wait for has a deadline, so
 * that a lock which is stuck holds up each of them once and not one after the other. Safe for concurrent use, for one
 * change at a time.
 */
final class Patience implements Supplier<Duration> {
    private volatile boolean patient;
    private volatile long deadline;

    /** From now on nobody waits. */
    void none() {
        patient = false;
    }

    /** From now on everybody waits until then, as {@link System#nanoTime} has it. */
    void until(long nanos) {
        deadline = nanos;
        patient = true;
    }

    @Override
    public Duration get() {
        return patient ? Duration.ofNanos(Math.max(0, deadline - System.nanoTime())) : Duration.ZERO;
    }
}

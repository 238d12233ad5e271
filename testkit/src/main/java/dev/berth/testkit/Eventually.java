package dev.berth.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the kernel finishes in its own time, by asking again and again until a deadline. */
public final class Eventually {
    private static final Duration PATIENCE = Patience.ofSeconds(10);
    private static final long PAUSE_NANOS = 1_000_000;

    /**
     * Returns as soon as the question is answered with yes.
     *
     * @throws AssertionError if it never was within ten seconds, or what {@link Patience} makes of them
     */
    public static <X extends Exception> void when(String what, Work<Boolean, X> question) throws X {
        if (!within(PATIENCE, question)) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
        }
    }

    static <X extends Exception> boolean within(Duration patience, Work<Boolean, X> question) throws X {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!question.run()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private Eventually() {}
}

package dev.berth.client;

import java.time.Duration;

/** How long a berthd that was there a moment ago is waited for: it is being started anew. Belongs to one thread. */
class Patience {
    /** Ten times as long as berthd needs to start. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private static final long FIRST_NAP_MILLIS = 10;
    private static final long LONGEST_NAP_MILLIS = 320;

    private final long start = System.nanoTime();
    private final Duration length;
    private long nap = FIRST_NAP_MILLIS;

    /** The usual one. */
    Patience() {
        this(USUAL);
    }

    Patience(Duration length) {
        this.length = length;
    }

    /** Waits a little. Whether it is worth another try; it is not when the thread is interrupted, and it stays so. */
    boolean lasts() {
        if (System.nanoTime() - start >= length.toNanos()) {
            return false;
        }
        try {
            Thread.sleep(nap);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
        nap = Math.min(2 * nap, LONGEST_NAP_MILLIS);
        return true;
    }
}

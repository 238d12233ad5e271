package dev.berth.engine;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * At most so many a second, evenly. It adds up pauses alone: what is done between them takes time as well, so that the
 * pace is never faster. Not safe for concurrent use.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000;
    /** Shorter pauses last much longer than they should, so they are made together. */
    private static final long SHORTEST = 1_000_000;

    private final Pause pause;
    private final int perSecond;
    private long due;
    private long owed;

    private Pace(Pause pause, int perSecond) {
        this.pause = pause;
        this.perSecond = perSecond;
    }

    /** A pace; empty for no limit. */
    static Pace of(Pause pause, OptionalInt perSecond) {
        return new Pace(pause, perSecond.orElse(0));
    }

    /** Waits until the next may be done; the first may be at once. Whether it may, rather than that it was interrupted. */
    boolean next() {
        if (perSecond == 0) {
            return true;
        }
        // From the whole count, not added up from rounded parts: 3 a second are 3 a second.
        long now = due * SECOND / perSecond;
        due++;
        if (now - owed >= SHORTEST) {
            pause.of(Duration.ofNanos(now - owed));
            owed = now;
        }
        return !Thread.currentThread().isInterrupted();
    }
}

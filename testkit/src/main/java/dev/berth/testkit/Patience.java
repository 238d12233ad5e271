package dev.berth.testkit;

import java.time.Duration;
import java.util.Optional;

/**
 * How long tests wait for what ought to come at once: so long as is said, or so many times as long as {@code
 * BERTH_SLOWNESS} says, where every instruction is emulated. Processes that tests start inherit it.
 */
public final class Patience {
    private static final int SLOWNESS = Integer.parseInt(
            Optional.ofNullable(System.getenv("BERTH_SLOWNESS")).orElse("1"));

    private Patience() {}

    /** {@return so many seconds of a machine of ordinary speed} */
    public static Duration ofSeconds(long seconds) {
        return Duration.ofSeconds(seconds * SLOWNESS);
    }
}

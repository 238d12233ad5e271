package dev.berth.api;

import java.time.Instant;

/**
 * A block kept out of automatic assignment and out of reservations; an explicit bind still works.
 *
 * @param protocol its pool or pools
 * @param block its ports
 * @param since when it was made, to the second
 * @param standing whether the kernel keeps it
 */
public record Exclusion(Protocol protocol, PortBlock block, Instant since, Standing standing) {
    /**
     * The same with another standing.
     *
     * @param liveStanding its standing
     * @return the exclusion
     */
    public Exclusion with(Standing liveStanding) {
        return new Exclusion(protocol, block, since, liveStanding);
    }

    /** {@return how messages call it: {@code exclusion tcp 5000-5099}} */
    public String title() {
        return "exclusion " + protocol + " " + block;
    }
}

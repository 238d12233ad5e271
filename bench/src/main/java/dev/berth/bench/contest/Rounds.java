package dev.berth.bench.contest;

/**
 * How often contestants run. All of them run once in a round, one after the other, so that whatever else the machine does
 * hits all of them; every second round is in the reverse order.
 *
 * @param measured how many rounds count, at least 1
 * @param warmUpNanos how long rounds that do not count go on before; there is always one
 */
public record Rounds(int measured, long warmUpNanos) {
    /** Rounds of which some are measured. */
    public Rounds {
        if (measured < 1) {
            throw new IllegalArgumentException("no round is measured");
        }
    }
}

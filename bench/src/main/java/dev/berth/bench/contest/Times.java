package dev.berth.bench.contest;

import java.util.List;

/**
 * What a contestant took.
 *
 * @param name its name
 * @param nanos its laps in nanoseconds, ascending, at least one
 */
public record Times(String name, List<Long> nanos) {
    private static final int HALF = 50;
    private static final int QUARTER = 25;
    private static final int HUNDRED = 100;

    /** Times in order. */
    public Times {
        nanos = nanos.stream().sorted().toList();
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException(name + " has no time");
        }
    }

    /** {@return what half of the laps did not exceed; between the two in the middle where there are two} */
    public double median() {
        return percentile(HALF);
    }

    /** {@return what a quarter of the laps did not exceed} */
    public double lowerQuartile() {
        return percentile(QUARTER);
    }

    /** {@return what three quarters of the laps did not exceed} */
    public double upperQuartile() {
        return percentile(HUNDRED - QUARTER);
    }

    /** {@return what no lap exceeded} */
    public double worst() {
        return nanos.getLast();
    }

    /** Linear between the two laps next to it. */
    private double percentile(int percent) {
        double place = (nanos.size() - 1) * (double) percent / HUNDRED;
        int below = (int) place;
        int above = Math.min(below + 1, nanos.size() - 1);
        return nanos.get(below) + (place - below) * (nanos.get(above) - nanos.get(below));
    }
}

package dev.berth.bench.contest;

/**
 * A contest that did not get through.
 *
 * @param title the contest
 * @param scale its scale
 * @param why what went wrong
 */
public record Failure(String title, int scale, String why) {
    /** {@return a sentence} */
    String sentence() {
        return title + ", at " + scale + ": " + why;
    }
}

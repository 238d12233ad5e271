package dev.berth.bench.contest;

import java.util.List;
import java.util.Optional;

/**
 * What came of a contest.
 *
 * @param title what the contestants did
 * @param scale the scale
 * @param base the contestant whom the others are compared with
 * @param count what all of them counted each time
 * @param times what each of them took, in the order in which they ran
 * @param unit what that is measured in
 */
public record Standing(String title, int scale, String base, long count, List<Times> times, Unit unit) {
    /** A standing whose list is its own. */
    public Standing {
        times = List.copyOf(times);
    }

    /** A standing of a contest in which less time is better. */
    public Standing(String title, int scale, String base, long count, List<Times> times) {
        this(title, scale, base, count, times, Unit.TIME);
    }

    /**
     * {@return what a contestant took, if it took part}
     *
     * @param name the contestant
     */
    public Optional<Times> of(String name) {
        return times.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * {@return how many times the base's median a median is}
     *
     * @param one the median's times
     */
    public double ratio(Times one) {
        return one.median() / of(base).orElseThrow().median();
    }
}

package dev.berth.bench.contest;

import java.util.List;
import java.util.Optional;

/**
 * One place in the results: whose median is meant.
 *
 * @param title the contest
 * @param scale its scale
 * @param name the contestant
 */
public record Mark(String title, int scale, String name) {
    /**
     * {@return the median in nanoseconds, if that was measured}
     *
     * @param standings the results
     */
    public Optional<Double> in(List<Standing> standings) {
        return times(standings).map(Times::median);
    }

    /**
     * {@return all times, if that was measured}
     *
     * @param standings the results
     */
    Optional<Times> times(List<Standing> standings) {
        return standing(standings).flatMap(one -> one.of(name));
    }

    /**
     * {@return an amount of what was measured, for people}
     *
     * @param standings the results
     * @param amount nanoseconds, or what else it is
     */
    String text(List<Standing> standings, double amount) {
        return standing(standings).map(Standing::unit).orElse(Unit.TIME).text(amount);
    }

    /**
     * {@return the median of whoever took least there, if that was measured}
     *
     * @param standings the results
     */
    Optional<Double> least(List<Standing> standings) {
        return standing(standings)
                .flatMap(one -> one.times().stream().map(Times::median).min(Double::compare));
    }

    /** {@return whether it was to be measured in that contest} */
    boolean isOf(Failure failure) {
        return failure.title().equals(title) && failure.scale() == scale;
    }

    private Optional<Standing> standing(List<Standing> standings) {
        return standings.stream()
                .filter(one -> one.title().equals(title) && one.scale() == scale)
                .findFirst();
    }
}

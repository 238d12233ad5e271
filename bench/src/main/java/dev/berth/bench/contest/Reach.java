package dev.berth.bench.contest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a median, or the longest time, is to reach. */
public sealed interface Reach {
    /** {@return whose times} */
    Mark who();

    /** {@return whose times it takes to judge: one of each contest} */
    default List<Mark> marks() {
        return List.of(who());
    }

    /** {@return the reach in words: {@code ≤ 1.2 × C program}} */
    String words();

    /**
     * {@return what was measured, if all of it was}
     *
     * @param standings the results
     */
    Optional<Verdict> judge(List<Standing> standings);

    /**
     * What came of it.
     *
     * @param reach what was to be reached
     * @param measured what was measured, in words
     * @param met whether that is enough
     */
    record Verdict(Reach reach, String measured, boolean met) {}

    /**
     * Takes at most so many times as long as somebody.
     *
     * @param who whose median
     * @param times how many times
     * @param than somebody
     * @param words the reach in words
     */
    record AtMost(Mark who, double times, Mark than, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return quotient(who, than, standings).map(ratio -> new Verdict(this, factor(ratio), ratio <= times));
        }
    }

    /**
     * Takes about as long at all scales.
     *
     * @param who whose median, at the greatest scale
     * @param scales all scales
     * @param times how many times the least of the medians the greatest may be
     * @param words the reach in words
     */
    record Flat(Mark who, List<Integer> scales, double times, String words) implements Reach {
        /** A reach whose list is its own. */
        public Flat {
            scales = List.copyOf(scales);
        }

        @Override
        public List<Mark> marks() {
            return scales.stream()
                    .map(scale -> new Mark(who.title(), scale, who.name()))
                    .toList();
        }

        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            List<Double> medians = marks().stream()
                    .flatMap(mark -> mark.in(standings).stream())
                    .sorted()
                    .toList();
            if (medians.size() < scales.size()) {
                return Optional.empty();
            }
            double ratio = medians.getLast() / medians.getFirst();
            return Optional.of(new Verdict(this, factor(ratio), ratio <= times));
        }
    }

    /**
     * Is at least so many times as fast as somebody.
     *
     * @param who whose median
     * @param times how many times
     * @param than somebody
     * @param words the reach in words
     */
    record Faster(Mark who, double times, Mark than, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return quotient(than, who, standings)
                    .map(ratio -> new Verdict(this, factor(ratio) + " faster", ratio >= times));
        }
    }

    /**
     * Takes at most so long, or so much.
     *
     * @param who whose median
     * @param most how long in nanoseconds, or how much of what else is measured
     * @param words the reach in words
     */
    record Within(Mark who, long most, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return who.in(standings).map(median -> new Verdict(this, who.text(standings, median), median <= most));
        }
    }

    /**
     * Takes at most so much longer than somebody.
     *
     * @param who whose median
     * @param than somebody
     * @param most how much longer, in nanoseconds
     * @param words the reach in words
     */
    record Adds(Mark who, Mark than, long most, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return who.in(standings)
                    .flatMap(longer -> than.in(standings).map(median -> longer - median))
                    .map(more -> new Verdict(this, "adds " + who.text(standings, more), more <= most));
        }
    }

    /**
     * Takes at most so much longer than whoever took least in the contest: one in which all do what the base does, and most
     * do more, so that a base which others undercut was disturbed, and the difference to it says too little.
     *
     * @param who whose median
     * @param most how much longer, in nanoseconds
     * @param words the reach in words
     */
    record AddsToLeast(Mark who, long most, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return who.in(standings)
                    .flatMap(longer -> who.least(standings).map(least -> longer - least))
                    .map(more -> new Verdict(this, "adds " + who.text(standings, more), more <= most));
        }
    }

    /**
     * Never takes longer.
     *
     * @param who who
     * @param nanos how long
     * @param words the reach in words
     */
    record Always(Mark who, long nanos, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return who.times(standings)
                    .map(times -> new Verdict(this, Report.time(times.worst()) + " at worst", times.worst() <= nanos));
        }
    }

    /**
     * Gets through at all, under what its name says; the contest fails where it does not, and then this is missed.
     *
     * @param who who
     * @param words the reach in words
     */
    record Held(Mark who, String words) implements Reach {
        @Override
        public Optional<Verdict> judge(List<Standing> standings) {
            return who.in(standings).map(_ -> new Verdict(this, "all counted", true));
        }
    }

    private static Optional<Double> quotient(Mark one, Mark other, List<Standing> standings) {
        return one.in(standings).flatMap(above -> other.in(standings).map(below -> above / below));
    }

    private static String factor(double ratio) {
        return String.format(Locale.ROOT, "%.2f ×", ratio);
    }
}

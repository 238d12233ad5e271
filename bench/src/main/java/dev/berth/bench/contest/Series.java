package dev.berth.bench.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Contests one after the other, and what came of them; one that fails is passed over. For one thread. */
public final class Series {
    private final LongSupplier clock;
    private final Consumer<String> progress;
    private final List<Standing> standings = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /**
     * A series without a contest yet.
     *
     * @param clock nanoseconds, for the length of warm-ups only
     * @param progress takes what is about to be done, in words
     */
    public Series(LongSupplier clock, Consumer<String> progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Says what is about to be done.
     *
     * @param what in words
     */
    public void say(String what) {
        progress.accept(what);
    }

    /**
     * Lets contestants run.
     *
     * @param contest their contest
     * @param rounds how often
     */
    public void run(Contest contest, Rounds rounds) {
        say(contest.title() + ", at " + contest.scale());
        try {
            standings.add(contest.run(rounds, clock));
        } catch (IOException failed) {
            failures.add(new Failure(contest.title(), contest.scale(), String.valueOf(failed.getMessage())));
        }
    }

    /** {@return what came of those that got through} */
    public List<Standing> standings() {
        return List.copyOf(standings);
    }

    /** {@return those that did not} */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }
}

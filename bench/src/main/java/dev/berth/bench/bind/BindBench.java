package dev.berth.bench.bind;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.place.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures what the guard adds to an ordinary bind. Only in the {@link Place} that {@code bench/run} makes. */
public final class BindBench implements Subject {
    /** Laps are short, and what is to be seen is a twentieth of them. */
    private static final int MORE_ROUNDS = 40;

    private final Path root;
    private final Rounds rounds;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often; laps are so short that there are {@value #MORE_ROUNDS} times as many
     */
    public BindBench(Path root, Rounds rounds) {
        this.root = root;
        this.rounds = rounds;
    }

    @Override
    public String title() {
        return "An ordinary bind";
    }

    @Override
    public String scale() {
        return "binds in a lap";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) throws IOException {
        return Map.of("C", versions.of(List.of("gcc", "--version")) + ", -O2");
    }

    @Override
    public void measure(Series series) throws IOException {
        series.say("reserving the ports of four guards");
        try (Binders binders = new Binders(root, Place.here())) {
            binders.check();
            for (Contest contest : binders.contests()) {
                series.run(contest, new Rounds(MORE_ROUNDS * rounds.measured(), rounds.warmUpNanos()));
            }
        }
    }

    @Override
    public List<Reach> reaches() {
        return BindReaches.ALL;
    }

    @Override
    public List<String> notes() {
        return BindReaches.NOTES;
    }
}

package dev.berth.bench.durable;

import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures durable changes. Only in the {@link Place} that {@code bench/run} makes. */
public final class DurableBench implements Subject {
    private final Path root;
    private final Rounds rounds;
    private final int others;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param others how many other reservations there are in the end
     */
    public DurableBench(Path root, Rounds rounds, int others) {
        this.root = root;
        this.rounds = rounds;
        this.others = others;
    }

    @Override
    public String title() {
        return "Durable changes";
    }

    @Override
    public String scale() {
        return "other reservations";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) throws IOException {
        Map<String, String> peers = new LinkedHashMap<>();
        peers.put("C", versions.of(List.of("gcc", "--version")) + ", -O2");
        peers.put(
                "file system", Files.getFileStore(root.resolve("bench/target")).type());
        return peers;
    }

    @Override
    public void measure(Series series) throws IOException {
        try (Changes changes = new Changes(root, Place.here().onDisk())) {
            for (int there : List.of(0, others)) {
                series.say("making " + there + " other reservations");
                changes.fill(there);
                for (int size : Changes.SIZES) {
                    series.run(changes.at(there, size), rounds);
                }
                series.run(changes.parts(there), rounds);
            }
        }
    }

    @Override
    public List<Reach> reaches() {
        return DurableReaches.ALL;
    }

    @Override
    public List<String> notes() {
        return DurableReaches.NOTES;
    }
}

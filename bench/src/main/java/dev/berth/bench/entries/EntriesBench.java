package dev.berth.bench.entries;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oshi.SystemInfo;

/** Measures listing and closing entries. Only in a network namespace that has no other sockets. */
public final class EntriesBench implements Subject {
    private final Path root;
    private final Rounds rounds;
    private final List<Integer> scales;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param scales numbers of sockets, ascending
     */
    public EntriesBench(Path root, Rounds rounds, List<Integer> scales) {
        this.root = root;
        this.rounds = rounds;
        this.scales = List.copyOf(scales);
    }

    @Override
    public String title() {
        return "TCP entries";
    }

    @Override
    public String scale() {
        return "sockets";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) throws IOException {
        Map<String, String> peers = new LinkedHashMap<>();
        peers.put("ss", versions.of(List.of("ss", "-V")));
        peers.put("C", versions.of(List.of("gcc", "--version")) + ", -O2");
        Path jar = Path.of(SystemInfo.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        peers.put("OSHI", String.valueOf(jar.getFileName()).replace(".jar", ""));
        return peers;
    }

    @Override
    public void measure(Series series) throws IOException {
        Path folder = Files.createTempDirectory("berth-bench");
        try (EntriesContests contests = new EntriesContests(root, folder)) {
            series.run(contests.alone(), rounds);
            for (int sockets : scales) {
                series.say("opening " + sockets + " sockets");
                try (Holders _ = Holders.of(contests.holder(), sockets)) {
                    for (Contest contest : contests.at(sockets)) {
                        series.run(contest, rounds);
                    }
                }
            }
        } finally {
            Files.deleteIfExists(folder.resolve("net"));
            Files.deleteIfExists(folder);
        }
    }

    @Override
    public List<Reach> reaches() {
        return EntriesReaches.of(scales);
    }

    @Override
    public List<String> notes() {
        return EntriesReaches.NOTES;
    }
}

package dev.berth.bench.entries;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import oshi.SystemInfo;

/** Measures listing and closing entries. Only in a network namespace that has no other sockets. */
public final class EntriesBench {
    private final Path root;
    private final Rounds rounds;
    private final LongSupplier clock;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param clock nanoseconds
     */
    public EntriesBench(Path root, Rounds rounds, LongSupplier clock) {
        this.root = root;
        this.rounds = rounds;
        this.clock = clock;
    }

    /** Runs a command and tells the first line it prints. */
    @FunctionalInterface
    public interface FirstLine {
        /**
         * {@return the first line}
         *
         * @param command the command
         */
        String of(List<String> command) throws IOException;
    }

    /**
     * {@return the peers' versions}
     *
     * @param versions who asks them
     */
    public static Map<String, String> peers(FirstLine versions) throws IOException {
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

    /**
     * Runs all contests at each scale; one that fails is passed over.
     *
     * @param scales numbers of sockets, ascending
     * @param results takes what came of each contest
     * @param progress takes what is about to be done, in words
     * @return what failed
     */
    public List<String> measure(List<Integer> scales, Consumer<Standing> results, Consumer<String> progress)
            throws IOException {
        List<String> failures = new ArrayList<>();
        Path folder = Files.createTempDirectory("berth-bench");
        try (EntriesContests contests = new EntriesContests(root, folder)) {
            for (int sockets : scales) {
                progress.accept("opening " + sockets + " sockets");
                try (Holders _ = Holders.of(contests.holder(), sockets)) {
                    for (Contest contest : contests.at(sockets)) {
                        progress.accept(contest.title() + ", " + sockets + " sockets");
                        run(contest, results, failures);
                    }
                }
            }
        } finally {
            Files.deleteIfExists(folder.resolve("net"));
            Files.deleteIfExists(folder);
        }
        return failures;
    }

    private void run(Contest contest, Consumer<Standing> results, List<String> failures) {
        try {
            results.accept(contest.run(rounds, clock));
        } catch (IOException failed) {
            failures.add(contest.title() + ", " + contest.scale() + " sockets: " + failed.getMessage());
        }
    }
}

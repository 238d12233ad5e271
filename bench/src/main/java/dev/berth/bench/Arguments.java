package dev.berth.bench;

import dev.berth.bench.contest.Rounds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param sockets the scales, in order
 * @param rounds how often
 * @param out the file for the results
 */
record Arguments(List<Integer> sockets, Rounds rounds, Path out) {
    private static final int ROUNDS = 15;
    private static final int WARM_UP_SECONDS = 5;

    /**
     * Reads {@code [entries] [--sockets N,N] [--rounds N] [--warm-up SECONDS] [--out FILE]}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Arguments of(List<String> words, Path out) {
        List<Integer> sockets = List.of(2_000, 20_000, 80_000);
        int rounds = ROUNDS;
        int warmUp = WARM_UP_SECONDS;
        Path file = out;
        int from = !words.isEmpty() && words.getFirst().equals("entries") ? 1 : 0;
        for (int i = from; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value, or is unknown");
            }
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "--sockets" ->
                    sockets = Stream.of(value.split(",", -1))
                            .map(Integer::valueOf)
                            .sorted()
                            .toList();
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--out" -> file = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + words.get(i));
            }
        }
        return new Arguments(sockets, new Rounds(rounds, TimeUnit.SECONDS.toNanos(warmUp)), file);
    }
}

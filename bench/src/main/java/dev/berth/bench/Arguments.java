package dev.berth.bench;

import dev.berth.bench.contest.Rounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param what what is measured
 * @param sockets the scales of entries, in order
 * @param ports how many ports the pool of runtime reservations has
 * @param holders how many processes hold a port each, all at once
 * @param others how many other reservations there are in the end where durable ones are made
 * @param rounds how often
 * @param out the file for the results
 */
record Arguments(What what, List<Integer> sockets, int ports, int holders, int others, Rounds rounds, Path out) {
    private static final int ROUNDS = 15;
    private static final int WARM_UP_SECONDS = 5;
    private static final int PORTS = 10_000;
    private static final int HOLDERS = 5_000;
    private static final int OTHERS = 5_000;
    /** So that some are left where 99.9 % are taken, and the range ends below automatic ports. */
    private static final int FEWEST_PORTS = 20;

    /** What can be measured. */
    enum What {
        /** Listing and closing TCP entries. */
        ENTRIES,
        /** Runtime reservations. */
        RUNTIME,
        /** Runtime reservations through berthd. */
        DAEMON,
        /** Ports in tests. */
        TESTS,
        /** An ordinary bind. */
        BIND,
        /** Durable changes. */
        DURABLE
    }

    /**
     * Reads {@code entries|runtime|daemon|tests|bind|durable [--sockets N,N] [--ports N] [--holders N] [--others N]
     * [--rounds N] [--warm-up SECONDS] [--out FILE]}.
     *
     * @param words the words
     * @param folder where results go when no file is named
     * @throws IllegalArgumentException if it is something else
     */
    static Arguments of(List<String> words, Path folder) {
        What what = what(words);
        List<Integer> sockets = List.of(2_000, 20_000, 80_000);
        int ports = PORTS;
        int holders = HOLDERS;
        int others = OTHERS;
        int rounds = ROUNDS;
        int warmUp = WARM_UP_SECONDS;
        Path file = folder.resolve(words.getFirst() + ".md");
        for (int i = 1; i < words.size(); i += 2) {
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
                case "--ports" -> ports = between("ports", FEWEST_PORTS, Integer.parseInt(value));
                case "--holders" -> holders = between("holders", 1, Integer.parseInt(value));
                case "--others" -> others = between("others", 1, Integer.parseInt(value));
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--out" -> file = Path.of(value);
                default -> throw new IllegalArgumentException("unknown: " + words.get(i));
            }
        }
        return new Arguments(
                what, sockets, ports, holders, others, new Rounds(rounds, TimeUnit.SECONDS.toNanos(warmUp)), file);
    }

    private static What what(List<String> words) {
        String first = words.isEmpty() ? "nothing" : words.getFirst();
        return Stream.of(What.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        first + " cannot be measured; entries, runtime, daemon, tests, bind and durable can"));
    }

    /** No more than the pool ever has. */
    private static int between(String what, int least, int number) {
        if (number < least || number > PORTS) {
            throw new IllegalArgumentException(number + " " + what + ": from " + least + " to " + PORTS);
        }
        return number;
    }
}

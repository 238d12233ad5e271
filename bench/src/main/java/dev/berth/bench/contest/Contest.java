package dev.berth.bench.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Contestants who do the same thing, at one scale.
 *
 * @param title what they do
 * @param scale how many sockets, or whatever else makes it harder, there are meanwhile
 * @param base the contestant whom the others are compared with
 * @param expected what each of them has to count, each time
 * @param contestants who takes part, each under another name
 * @param unit what their laps are measured in
 */
public record Contest(String title, int scale, String base, long expected, List<Contestant> contestants, Unit unit) {
    /** A contest with its base among the contestants. */
    public Contest {
        contestants = List.copyOf(contestants);
        List<String> names = contestants.stream().map(Contestant::name).toList();
        if (!names.contains(base) || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException(title + " between " + names + ", compared with " + base);
        }
    }

    /** A contest in which less time is better. */
    public Contest(String title, int scale, String base, long expected, List<Contestant> contestants) {
        this(title, scale, base, expected, contestants, Unit.TIME);
    }

    /**
     * Lets them run, in their order in one round and in the reverse one in the next: so none always comes after the same
     * one, whatever that one leaves behind.
     *
     * @param rounds how often
     * @param clock nanoseconds, for the length of the warm-up only
     * @return what came of it
     * @throws DisagreementException if one counts something else than expected: then no time of it means anything
     */
    public Standing run(Rounds rounds, LongSupplier clock) throws IOException {
        long start = clock.getAsLong();
        List<Contestant> order = contestants;
        do {
            round(order);
            order = order.reversed();
        } while (clock.getAsLong() - start < rounds.warmUpNanos());
        List<Map<String, Lap>> measured = new ArrayList<>();
        for (int i = 0; i < rounds.measured(); i++) {
            measured.add(round(order));
            order = order.reversed();
        }
        List<Times> times = contestants.stream()
                .map(Contestant::name)
                .map(name ->
                        new Times(name, laps(name, measured).map(Lap::nanos).toList()))
                .toList();
        return new Standing(title, scale, base, expected, times, unit);
    }

    private Map<String, Lap> round(List<Contestant> order) throws IOException {
        Map<String, Lap> laps = new HashMap<>();
        for (Contestant contestant : order) {
            laps.put(contestant.name(), contestant.run());
        }
        if (laps.values().stream().anyMatch(lap -> lap.count() != expected)) {
            throw new DisagreementException(this, laps);
        }
        return laps;
    }

    private static Stream<Lap> laps(String name, List<Map<String, Lap>> rounds) {
        return rounds.stream().flatMap(round -> Stream.ofNullable(round.get(name)));
    }
}

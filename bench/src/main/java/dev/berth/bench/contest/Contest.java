package dev.berth.bench.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

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
     * Lets them run.
     *
     * @param rounds how often
     * @param clock nanoseconds, for the length of the warm-up only
     * @return what came of it
     * @throws DisagreementException if one counts something else than expected: then no time of it means anything
     */
    public Standing run(Rounds rounds, LongSupplier clock) throws IOException {
        long start = clock.getAsLong();
        do {
            round();
        } while (clock.getAsLong() - start < rounds.warmUpNanos());
        Map<String, List<Long>> laps = new LinkedHashMap<>();
        for (int i = 0; i < rounds.measured(); i++) {
            round().forEach((name, nanos) ->
                    laps.computeIfAbsent(name, _ -> new ArrayList<>()).add(nanos));
        }
        List<Times> times = laps.entrySet().stream()
                .map(of -> new Times(of.getKey(), of.getValue()))
                .toList();
        return new Standing(title, scale, base, expected, times, unit);
    }

    private Map<String, Long> round() throws IOException {
        Map<String, Long> nanos = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            Lap lap = contestant.run();
            nanos.put(contestant.name(), lap.nanos());
            counts.put(contestant.name(), lap.count());
        }
        if (counts.values().stream().anyMatch(count -> count != expected)) {
            throw new DisagreementException(this, counts);
        }
        return nanos;
    }
}

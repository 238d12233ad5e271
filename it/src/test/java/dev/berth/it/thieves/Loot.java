package dev.berth.it.thieves;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came of attempts, by technique: how often which answer. Not safe for concurrent use. */
public final class Loot {
    /** A port of the block. */
    public static final String INSIDE = "inside";
    /** Another port. */
    public static final String OUTSIDE = "outside";

    /** What else than EACCES strangers are told who bind a port of a reserved block by its number. */
    private static final Map<String, Set<String>> TOLD = Map.of(
            // Its other port is not of the block, and may be somebody's.
            "flipped",
            Set.of(OUTSIDE, "EADDRINUSE"),
            // What was accepted has no port of its own when it listens.
            "SCM_RIGHTS-accepted-listen",
            Set.of(OUTSIDE),
            // Root without capabilities may not.
            "TRANSPARENT",
            Set.of("EPERM"),
            "TCP_REPAIR",
            Set.of("EPERM"));

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();

    /** What a thief prints: {@code plain EACCES 1000}, a line each. */
    static Loot parse(String printed) {
        Loot loot = new Loot();
        for (String line : printed.lines().toList()) {
            String[] words = line.split(" ", -1);
            loot.add(words[0], words[1], Integer.parseInt(words[2]));
        }
        return loot;
    }

    void add(Loot other) {
        other.counts.forEach(
                (technique, outcomes) -> outcomes.forEach((outcome, times) -> add(technique, outcome, times)));
    }

    private void add(String technique, String outcome, int times) {
        counts.computeIfAbsent(technique, _ -> new TreeMap<>()).merge(outcome, times, Integer::sum);
    }

    Set<String> techniques() {
        return counts.keySet();
    }

    /** The techniques by which somebody got a port of the block. */
    public Set<String> successful() {
        return techniques().stream()
                .filter(technique -> times(technique, INSIDE) > 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every answer that was given. */
    public Set<String> outcomes() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Each technique with the answers that are not the guard's: who is let past it and then finds the port in use, say, has
     * no port and was not refused.
     *
     * @param apart techniques that are not judged, because the kernel chooses their port
     */
    public Map<String, Set<String>> unguarded(Set<String> apart) {
        Map<String, Set<String>> unguarded = new TreeMap<>();
        counts.forEach((technique, outcomes) -> {
            Set<String> others = new TreeSet<>(outcomes.keySet());
            others.remove("EACCES");
            others.removeAll(TOLD.getOrDefault(technique, Set.of()));
            if (!others.isEmpty() && !apart.contains(technique)) {
                unguarded.put(technique, others);
            }
        });
        return unguarded;
    }

    /** The same of all techniques. */
    public Map<String, Set<String>> unguarded() {
        return unguarded(Set.of());
    }

    int times(String technique, String outcome) {
        return counts.getOrDefault(technique, Map.of()).getOrDefault(outcome, 0);
    }

    int attempts() {
        return counts.values().stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** In words: {@code plain 1000 (EACCES)}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + entry.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum() + " "
                        + entry.getValue().keySet())
                .collect(Collectors.joining(", "));
    }
}

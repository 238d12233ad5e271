package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says who is in the way of a new reservation, and how to get past. */
final class Occupation {
    private static final int MOST_NAMED = 3;
    private static final String OTHER_BLOCK = ", or choose another block";

    private Occupation() {}

    /**
     * The clause for a block that is occupied.
     *
     * @param remedy what would help besides stopping it, as an imperative: {@code add --evict}; may be empty
     */
    static String clause(Occupancy found, String remedy) {
        String helping = remedy.isEmpty() ? "" : ", " + remedy;
        List<Entry> alive = found.obstacles().stream()
                .filter(entry -> entry.state() != EntryState.TIME_WAIT)
                .toList();
        if (alive.isEmpty() && found.unseen().isEmpty()) {
            return timeWait(found.obstacles().getFirst()) + "; try again then" + helping + OTHER_BLOCK;
        }
        Map<Integer, Entry> telling = telling(alive);
        BitSet ports = found.unseen().toBitSet();
        telling.keySet().forEach(ports::set);
        String named = ports.stream()
                .limit(MOST_NAMED)
                .mapToObj(port -> part(port, found.unseen().contains(port) ? null : telling.get(port)))
                .collect(Collectors.joining(", "));
        int all = ports.cardinality();
        String more = all > MOST_NAMED ? ", and " + (all - MOST_NAMED) + " more ports are" : "";
        return named + more + "; stop " + (all == 1 ? "it" : "them") + helping + OTHER_BLOCK;
    }

    /** Of each port the socket that tells most: they are gone through once, for there may be very many. */
    private static Map<Integer, Entry> telling(List<Entry> alive) {
        Map<Integer, Entry> telling = new HashMap<>();
        // A listener says more about whose port it is than its connections do.
        alive.forEach(entry ->
                telling.merge(entry.local().port(), entry, (one, other) -> rank(other) < rank(one) ? other : one));
        return telling;
    }

    private static String part(int port, @Nullable Entry telling) {
        String holder = telling == null
                ? "a socket that the kernel does not list: bound, and neither listening nor connected"
                : Sockets.describe(telling);
        return "port " + port + " is in use by " + holder;
    }

    private static int rank(Entry entry) {
        int listening = entry.state() == EntryState.LISTEN ? 0 : 1;
        return entry.processes().isEmpty() ? 2 + listening : listening;
    }

    private static String timeWait(Entry entry) {
        return "port " + entry.local().port() + " is in TIME_WAIT on " + Sockets.address(entry)
                + " after a connection that was closed, which ends by itself within 60 seconds";
    }
}

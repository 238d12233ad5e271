package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<String> parts = parts(alive, found.unseen());
        String more = parts.size() > MOST_NAMED ? ", and " + (parts.size() - MOST_NAMED) + " more ports are" : "";
        String named = String.join(", ", parts.subList(0, Math.min(parts.size(), MOST_NAMED)));
        return named + more + "; stop " + (parts.size() == 1 ? "it" : "them") + helping + OTHER_BLOCK;
    }

    private static List<String> parts(List<Entry> alive, PortSet unseen) {
        PortSet ports = unseen.plus(PortSet.where(
                port -> alive.stream().anyMatch(entry -> entry.local().port() == port)));
        List<String> parts = new ArrayList<>();
        for (int port : ports.stream().toArray()) {
            parts.add(part(port, alive, unseen));
        }
        return parts;
    }

    private static String part(int port, List<Entry> alive, PortSet unseen) {
        // A listener says more about whose port it is than its connections do.
        Optional<Entry> telling = alive.stream()
                .filter(entry -> entry.local().port() == port)
                .min((one, other) -> Integer.compare(rank(one), rank(other)));
        if (telling.isEmpty() || unseen.contains(port)) {
            return "port " + port
                    + " is in use by a socket that the kernel does not list: bound, and neither listening nor connected";
        }
        return "port " + port + " is in use by " + Sockets.describe(telling.get());
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

package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.Owners;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells the sockets of consumers, which may stay, from those of strangers.
 *
 * <p>A socket that no process has, and none can have again, says nothing of whose it was: what is left of a closed
 * connection, or one that was not accepted yet. Such sockets stay where a consumer has the port, and are in the way
 * where nobody has.
 */
final class Adoption {
    private final Belonging belonging;

    Adoption(Belonging belonging) {
        this.belonging = belonging;
    }

    /** Sorts the sockets of one pool. */
    Occupancy of(List<Entry> entries) throws IOException {
        Map<Integer, List<Entry>> byPort = new TreeMap<>();
        for (Entry entry : entries) {
            byPort.computeIfAbsent(entry.local().port(), _ -> new ArrayList<>()).add(entry);
        }
        List<Entry> obstacles = new ArrayList<>();
        List<Entry> adopted = new ArrayList<>();
        for (List<Entry> ofPort : byPort.values()) {
            List<Entry> own = new ArrayList<>();
            List<Entry> others = new ArrayList<>();
            for (Entry entry : ofPort) {
                (belonging.isOwn(entry) ? own : others).add(entry);
            }
            adopted.addAll(own);
            for (Entry other : others) {
                if (own.isEmpty() || !Eviction.isRemains(other)) {
                    obstacles.add(blamed(other));
                }
            }
        }
        return new Occupancy(PortSet.EMPTY, obstacles, adopted);
    }

    /** The same socket, with the strangers alone where consumers share it with them. */
    private Entry blamed(Entry entry) throws IOException {
        return entry.processes().isEmpty() ? entry : entry.with(new Owners.Known(belonging.strangers(entry)));
    }
}

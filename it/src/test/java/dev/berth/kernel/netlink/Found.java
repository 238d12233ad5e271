package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The socket table in walls. */
record Found(Walls walls) {
    private static final LinuxSocketTable TABLE = new LinuxSocketTable();

    /** All of a pool, with what was measured. */
    List<Entry> all(Protocol pool) throws IOException {
        List<Entry> all = new ArrayList<>();
        SocketQuery query = new SocketQuery(pool, EnumSet.allOf(EntryState.class), EntryFilter.ALL, true);
        return walls.call(() -> {
            TABLE.list(query, all::add);
            return all;
        });
    }

    /** Those of two ports. */
    List<Entry> between(Protocol pool, int local, int remote) throws IOException {
        return all(pool).stream()
                .filter(entry -> entry.local().port() == local && entry.remote().port() == remote)
                .toList();
    }

    /** The one of two ports. */
    Entry only(Protocol pool, int local, int remote) throws IOException {
        List<Entry> found = between(pool, local, remote);
        if (found.size() != 1) {
            throw new AssertionError(local + " to " + remote + ": " + found + " among " + all(pool));
        }
        return found.getFirst();
    }

    /** Looks for one. */
    Optional<Entry> find(EntryKey key) throws IOException {
        return walls.call(() -> TABLE.find(key));
    }

    /** Looks for one by its ends alone. */
    Optional<Entry> findByEnds(Entry entry) throws IOException {
        return find(new EntryKey(
                entry.protocol(), entry.local(), entry.remote(), entry.interfaceIndex(), OptionalLong.empty()));
    }

    /** Destroys one. */
    void destroy(Entry entry) throws IOException {
        walls.call(() -> {
            TABLE.destroy(entry);
            return entry;
        });
    }
}

package dev.berth.engine.store;

import dev.berth.engine.store.Disk.Stamp;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What files of the store said when they were read, as long as they are the same: beside thousands of others, a change does
 * not read them all anew. Safe for concurrent use.
 */
final class ReadFiles {
    private final Map<String, ReadFile> files = new ConcurrentHashMap<>();

    private record ReadFile(Stamp stamp, Stored stored) {}

    /** What a file said, if it bears the stamp that it bore then. */
    Optional<Stored> get(String name, Optional<Stamp> stamp) {
        ReadFile known = files.get(name);
        return known != null && stamp.isPresent() && known.stamp.equals(stamp.get())
                ? Optional.of(known.stored)
                : Optional.empty();
    }

    /** A file said this, and bore the stamp before it was read. */
    void put(String name, Optional<Stamp> stamp, Stored stored) {
        stamp.ifPresent(was -> files.put(name, new ReadFile(was, stored)));
    }

    /** Forgets all others. */
    void retain(Set<String> names) {
        files.keySet().retainAll(names);
    }
}

package dev.berth.api;

import java.util.EnumSet;
import java.util.Set;

/**
 * What to list.
 *
 * @param protocol the table or tables
 * @param filter which entries
 * @param details what to tell of them besides
 */
public record EntryQuery(Protocol protocol, EntryFilter filter, Set<EntryDetail> details) {
    /** A query whose set is its own. */
    public EntryQuery {
        details = Set.copyOf(details);
    }

    /**
     * {@return all entries of a table, with what the table has at hand}
     *
     * @param protocol the table or tables
     */
    public static EntryQuery of(Protocol protocol) {
        return new EntryQuery(protocol, EntryFilter.ALL, Set.of());
    }

    /**
     * {@return the same of other entries}
     *
     * @param which which
     */
    public EntryQuery where(EntryFilter which) {
        return new EntryQuery(protocol, which, details);
    }

    /**
     * {@return the same with one more detail}
     *
     * @param detail the detail
     */
    public EntryQuery with(EntryDetail detail) {
        EnumSet<EntryDetail> all = EnumSet.of(detail);
        all.addAll(details);
        return new EntryQuery(protocol, filter, all);
    }
}

package dev.berth.iphlpapi;

import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which entries a table is of. Sockets that are bound and nothing more are in none, as on Windows.
 *
 * @param protocol TCP or UDP
 * @param family of which addresses: an IPv4 connection of an IPv6 socket is in the IPv4 table, an IPv6 socket that
 *     listens for both in the IPv6 one
 * @param which of them
 * @param owners whether the rows tell who has them
 */
record Selection(Protocol protocol, Family family, EntryFilter which, boolean owners) {
    /** All of them. */
    static final EntryFilter ALL = EntryFilter.ALL;
    /** What waits for connections. */
    static final EntryFilter LISTENERS = new EntryFilter.State(Set.of(EntryState.LISTEN));
    /** Everything else. */
    static final EntryFilter CONNECTIONS =
            new EntryFilter.State(EnumSet.complementOf(EnumSet.of(EntryState.LISTEN, EntryState.BOUND)));

    /**
     * Lists these entries as a table.
     *
     * @param entries what to list from
     * @param order whether the rows are sorted
     * @param row what a row is made of an entry by
     * @param table what a table is made of the rows by
     */
    <R extends Structure, T extends Table<R>> Outcome<T> table(
            Entries entries, boolean order, Function<Entry, R> row, Function<List<R>, T> table) {
        EntryQuery query = EntryQuery.of(protocol).where(which);
        List<Entry> found = new ArrayList<>();
        Outcome<Long> listed = entries.list(owners ? query.with(EntryDetail.OWNERS) : query, entry -> {
            if (entry.local().address().unmapped().family() == family) {
                found.add(entry);
            }
        });
        if (order) {
            found.sort(RowOrder.BY_ENDS);
        }
        return switch (listed) {
            case Outcome.Refused<Long> refused -> refused.retyped(); // what was listed before is not all
            case Outcome.Granted<Long> granted ->
                Outcome.granted(table.apply(found.stream().map(row).toList()), granted.warnings());
        };
    }
}

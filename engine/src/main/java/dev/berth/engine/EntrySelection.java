package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A query made ready: what to ask of the kernel, and the exact test of what it hands out.
 *
 * @param query what is asked for
 * @param states the states that can meet the filter
 * @param needs what the filter wants to know
 * @param test the exact test
 */
record EntrySelection(EntryQuery query, Set<EntryState> states, FilterNeeds needs, Predicate<Entry> test) {
    /** The states that sockets of UDP have. */
    private static final Set<EntryState> UDP = EnumSet.of(EntryState.ESTABLISHED, EntryState.UNCONNECTED);

    /** Whether the owners are to be told. */
    boolean showsOwners() {
        return query.details().contains(EntryDetail.OWNERS);
    }

    /** Whether what was measured is to be told. */
    boolean showsMeasurements() {
        return query.details().contains(EntryDetail.INFO);
    }

    /** Whether it takes the owners to answer. */
    boolean takesOwners() {
        return showsOwners() || needs.owners();
    }

    /** What the kernel is to be asked, table by table. */
    List<SocketQuery> questions() {
        return questions(query.filter(), showsMeasurements() || needs.measurements());
    }

    /** As {@link #questions()}, with all entries of the states and nothing measured. */
    List<SocketQuery> statesOnly() {
        return questions(EntryFilter.ALL, false);
    }

    /** The exact test. */
    boolean holds(Entry entry) {
        return test.test(entry);
    }

    /** The entry as it is told: what only the filter wanted to know is left out. */
    Entry told(Entry entry) {
        Entry owned = showsOwners() || !needs.owners() ? entry : entry.with(Owners.NOT_ASKED);
        return showsMeasurements() || !needs.measurements() ? owned : owned.withInfo(Optional.empty());
    }

    private List<SocketQuery> questions(EntryFilter filter, boolean measured) {
        List<SocketQuery> questions = new ArrayList<>();
        for (Protocol pool : Pools.of(query.protocol())) {
            Set<EntryState> some = EnumSet.noneOf(EntryState.class);
            states.stream().filter(state -> has(pool, state)).forEach(some::add);
            if (!some.isEmpty()) {
                questions.add(new SocketQuery(pool, some, filter, measured));
            }
        }
        return questions;
    }

    private static boolean has(Protocol pool, EntryState state) {
        return pool == Protocol.UDP ? UDP.contains(state) : state != EntryState.UNCONNECTED;
    }
}

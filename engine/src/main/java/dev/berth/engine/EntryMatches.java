package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects the entries that are to be closed, with what it takes to know whether they can be. */
final class EntryMatches {
    private final Kernel kernel;
    private final EntrySelections selections;
    private final EntryDump dump;

    EntryMatches(Kernel kernel, EntrySelections selections) {
        this.kernel = kernel;
        this.selections = selections;
        dump = new EntryDump(kernel);
    }

    /** The entries that meet a filter, listeners first. */
    List<Entry> of(Protocol protocol, EntryFilter filter) throws IOException, UnansweredException {
        // What was measured tells the paths of MPTCP; bound sockets are there to be told that they cannot be closed.
        EntrySelection selection =
                selections.of(new EntryQuery(protocol, filter, Set.of(EntryDetail.INFO, EntryDetail.BOUND)));
        Optional<Entry> pinned = pinned(selection);
        return pinned.isPresent() ? List.of(pinned.get()) : dumped(selection);
    }

    // One question instead of the whole table. Where it finds nothing, the table is read all the same: a socket that is
    // bound to an interface is not found without it.
    private Optional<Entry> pinned(EntrySelection selection) throws IOException {
        Optional<EntryKey> key = selection.takesOwners()
                ? Optional.empty()
                : PinnedTuple.of(selection.query().protocol(), selection.query().filter());
        return key.isPresent() ? kernel.sockets().find(key.get()).filter(selection::holds) : Optional.empty();
    }

    private List<Entry> dumped(EntrySelection selection) throws IOException {
        List<Entry> listeners = new ArrayList<>();
        List<Entry> others = new ArrayList<>();
        dump.run(selection, entry -> (entry.state() == EntryState.LISTEN ? listeners : others).add(entry));
        listeners.addAll(others);
        return listeners;
    }
}

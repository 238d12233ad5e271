package dev.berth.engine;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.kernel.Kernel;
import java.util.Map;

/**
 * The entries of this network namespace, in process. Holds nothing between calls. What a sink throws ends the call and
 * is thrown by it; entries that were closed before that stay closed. Safe for concurrent use.
 */
public final class EngineEntries implements Entries {
    private final EntryListing listing;
    private final EntryCount counting;
    private final SingleClosing single;
    private final MassClosing mass;

    /**
     * The entries that a kernel lists.
     *
     * @param kernel the kernel
     * @param ports what the filter {@code reservation} is asked of; stays the caller's to close
     */
    public EngineEntries(Kernel kernel, Ports ports) {
        this(kernel, ports, Pause.sleeping());
    }

    /** The entries that a kernel lists, with another way to wait. */
    EngineEntries(Kernel kernel, Ports ports, Pause pause) {
        EntrySelections selections = new EntrySelections(kernel, ports);
        listing = new EntryListing(kernel, selections);
        counting = new EntryCount(kernel, selections);
        single = new SingleClosing(kernel);
        mass = new MassClosing(kernel, new EntryMatches(kernel, selections), pause);
    }

    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        return listing.list(query, sink);
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        return counting.count(query);
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        return single.close(key);
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        return mass.close(request, sink);
    }
}

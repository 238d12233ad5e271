package dev.berth.engine;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
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
 * The entries of this network namespace, in process. Holds nothing between calls. Safe for concurrent use.
 */
public final class EngineEntries implements Entries {
    private final Kernel kernel;
    private final Ports ports;

    /**
     * The entries that a kernel lists.
     *
     * @param kernel the kernel
     * @param ports what the filter {@code reservation} is asked of; stays the caller's to close
     */
    public EngineEntries(Kernel kernel, Ports ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        return notYet("list " + query);
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        return notYet("count " + query);
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        return notYet("close " + key);
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        return notYet("close " + request);
    }

    private <T> Outcome<T> notYet(String wanted) {
        return Outcome.refused(Code.ERROR_NOT_SUPPORTED, wanted + " of " + kernel + " and " + ports);
    }
}

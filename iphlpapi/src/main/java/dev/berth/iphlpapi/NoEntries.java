package dev.berth.iphlpapi;

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
import java.util.Map;

/** The entries of who has named none: every question is refused. */
final class NoEntries implements Entries {
    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        return refused();
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        return refused();
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        return refused();
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        return refused();
    }

    private static <T> Outcome<T> refused() {
        return Outcome.refused(Code.ERROR_NOT_SUPPORTED, "this IpHelper was made of ports alone, without entries");
    }
}

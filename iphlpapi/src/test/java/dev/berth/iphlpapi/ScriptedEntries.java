package dev.berth.iphlpapi;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Entries as a test says they are; it looks them up by both ends and the interface, as the kernel does. */
final class ScriptedEntries implements Entries {
    final List<Entry> table = new ArrayList<>();
    final List<EntryKey> asked = new ArrayList<>();
    final List<EntryQuery> queries = new ArrayList<>();
    Outcome.@Nullable Refused<?> refusal;
    /** What a listing ends with, once it has handed out the table. */
    Outcome.@Nullable Refused<?> breakOff;

    /** Adds an entry; an end is an address and a port as {@link Endpoint} prints them. */
    Entry add(Protocol protocol, EntryState state, String local, String remote, int interfaceIndex, int... pids) {
        Entry entry = new Entry(
                protocol,
                state,
                end(local),
                end(remote),
                0,
                table.size() + 1,
                table.size() + 100,
                0,
                0,
                interfaceIndex,
                EntryTimer.NONE,
                Optional.empty(),
                pids.length == 0
                        ? Owners.NOBODY
                        : new Owners.Known(IntStream.of(pids)
                                .mapToObj(pid -> new OwnerProcess(pid, "java", "root", 0, "/", Optional.empty()))
                                .toList()));
        table.add(entry);
        return entry;
    }

    /** A TCP connection of no interface and no owner. */
    Entry connection(String local, String remote) {
        return add(Protocol.TCP, EntryState.ESTABLISHED, local, remote, 0);
    }

    static Endpoint end(String text) {
        int colon = text.lastIndexOf(':');
        String address = text.substring(0, colon).replace("[", "").replace("]", "");
        String port = text.substring(colon + 1);
        return new Endpoint(IpAddress.parse(address), port.equals("*") ? 0 : Integer.parseInt(port));
    }

    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        queries.add(query);
        long listed = 0;
        for (Entry entry : table) {
            boolean bound = entry.state() != EntryState.BOUND || query.details().contains(EntryDetail.BOUND);
            if (bound && entry.protocol() == query.protocol() && meets(query.filter(), entry)) {
                sink.take(query.details().contains(EntryDetail.OWNERS) ? entry : entry.with(Owners.NOT_ASKED));
                listed++;
            }
        }
        if (breakOff != null) {
            return breakOff.retyped();
        }
        return refusal != null ? refusal.retyped() : Outcome.granted(listed, List.of("a warning"));
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        if (refusal != null) {
            return refusal.retyped();
        }
        Map<EntryState, Long> states = new HashMap<>();
        table.stream()
                .filter(entry -> entry.protocol() == query.protocol())
                .forEach(entry -> states.merge(entry.state(), 1L, Long::sum));
        return Outcome.granted(states);
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        asked.add(key);
        if (refusal != null) {
            return refusal.retyped();
        }
        for (Iterator<Entry> each = table.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.key().protocol() == key.protocol()
                    && isSame(entry.local(), key.local())
                    && isSame(entry.remote(), key.remote())
                    && entry.interfaceIndex() == key.interfaceIndex()) {
                each.remove();
                return Outcome.granted(entry, List.of("its port stays bound"));
            }
        }
        return Outcome.refused(Code.ERROR_MR_MID_NOT_FOUND, "close " + key + ": there is no such entry");
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        throw new AssertionError("nobody closes by filter here");
    }

    private static boolean isSame(Endpoint one, Endpoint other) {
        return one.port() == other.port()
                && one.address().unmapped().equals(other.address().unmapped());
    }

    private static boolean meets(EntryFilter filter, Entry entry) {
        return switch (filter) {
            case EntryFilter.All all -> true;
            case EntryFilter.And(var one, var other) -> meets(one, entry) && meets(other, entry);
            case EntryFilter.State(var states) -> states.contains(entry.state());
            case EntryFilter.Port(var end, var comparison, var port) ->
                comparison.holds((end == EntryFilter.End.LOCAL ? entry.local() : entry.remote()).port(), port);
            default -> throw new AssertionError("not scripted: " + filter);
        };
    }
}

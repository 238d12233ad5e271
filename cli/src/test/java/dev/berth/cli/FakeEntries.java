package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries that are told what they are, and remember what they were asked. */
final class FakeEntries implements Entries {
    final List<Entry> table = new ArrayList<>();
    final List<Closing> closings = new ArrayList<>();
    final List<EntryQuery> queries = new ArrayList<>();
    final List<CloseRequest> requests = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    private Optional<Outcome<?>> refusal = Optional.empty();

    /** Refuses from now on, after what there is has been handed out. */
    void refuse(Outcome<?> answer) {
        refusal = Optional.of(answer);
    }

    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        queries.add(query);
        List.copyOf(table).forEach(sink::take);
        return answer((long) table.size());
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        queries.add(query);
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        table.forEach(entry -> counts.merge(entry.state(), 1L, Long::sum));
        return answer(counts);
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        throw new AssertionError("the command line closes by filter");
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        requests.add(request);
        closings.forEach(sink::take);
        return answer(new ClosingCount(
                closings.size(), count(Closing.Fate.CLOSED), count(Closing.Fate.GONE), count(Closing.Fate.REFUSED)));
    }

    private long count(Closing.Fate fate) {
        return closings.stream().filter(closing -> closing.fate() == fate).count();
    }

    @SuppressWarnings("unchecked") // a test that refuses with another type fails by this very cast
    private <T> Outcome<T> answer(T value) {
        return refusal.isPresent() ? (Outcome<T>) refusal.get() : Outcome.granted(value, warnings);
    }
}

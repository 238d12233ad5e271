package dev.berth.engine;

import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Counts entries by state, without making anything of each where the filter lets that be. */
final class EntryCount {
    private final Kernel kernel;
    private final EntrySelections selections;
    private final EntryDump dump;

    EntryCount(Kernel kernel, EntrySelections selections) {
        this.kernel = kernel;
        this.selections = selections;
        dump = new EntryDump(kernel);
    }

    Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        String wanted = "count " + query.protocol() + " entries";
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        try {
            EntrySelection selection = selections.of(told(query));
            if (saysStatesAlone(query.filter())) {
                for (SocketQuery question : selection.statesOnly()) {
                    kernel.sockets().count(question).forEach((state, count) -> counts.merge(state, count, Long::sum));
                }
            } else {
                dump.run(selection, entry -> counts.merge(entry.state(), 1L, Long::sum));
            }
            return Outcome.granted(counts);
        } catch (UnansweredException unanswered) {
            return unanswered.refusal(wanted);
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    // Nothing is told of them but their number, so nothing more is asked than the filter takes.
    private static EntryQuery told(EntryQuery query) {
        Set<EntryDetail> details = query.details().contains(EntryDetail.BOUND) ? Set.of(EntryDetail.BOUND) : Set.of();
        return new EntryQuery(query.protocol(), query.filter(), details);
    }

    /** Whether the states that can meet a filter do meet it, whatever else an entry is. */
    private static boolean saysStatesAlone(EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.All _, EntryFilter.State _ -> true;
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> saysStatesAlone(one) && saysStatesAlone(other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> saysStatesAlone(one) && saysStatesAlone(other);
            case EntryFilter.Not(EntryFilter none) -> saysStatesAlone(none);
            case EntryFilter.Port _,
                    EntryFilter.Host _,
                    EntryFilter.Device _,
                    EntryFilter.Cookie _,
                    EntryFilter.Owner _,
                    EntryFilter.User _,
                    EntryFilter.Unit _,
                    EntryFilter.Idle _,
                    EntryFilter.InReservation _ -> false;
        };
    }
}

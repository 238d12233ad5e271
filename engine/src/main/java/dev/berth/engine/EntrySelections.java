package dev.berth.engine;

import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.util.Set;

/** Makes queries ready to be asked. */
final class EntrySelections {
    EntrySelection of(EntryQuery query) throws IOException, UnknownNameException {
        FilterTest test = new FilterTest(query.filter());
        if (test.isBeyond()) {
            throw new UnsupportedException("this filter is not answered", "say it otherwise");
        }
        Set<EntryState> states = test.states();
        if (!query.details().contains(EntryDetail.BOUND) && !namesBound(query.filter())) {
            states.remove(EntryState.BOUND);
        }
        return new EntrySelection(query, states, test);
    }

    /** Whether a filter speaks of sockets that are bound and nothing more. */
    private static boolean namesBound(EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> namesBound(one) || namesBound(other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> namesBound(one) || namesBound(other);
            case EntryFilter.Not(EntryFilter none) -> namesBound(none);
            case EntryFilter.State(Set<EntryState> named) -> named.contains(EntryState.BOUND);
            case EntryFilter.All _,
                    EntryFilter.Port _,
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

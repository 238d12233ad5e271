package dev.berth.engine;

import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Ports;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Makes queries ready to be asked. */
final class EntrySelections {
    private final Kernel kernel;
    private final Ports ports;

    EntrySelections(Kernel kernel, Ports ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    /** The selection of a query, all names in it looked up. */
    EntrySelection of(EntryQuery query) throws IOException, UnansweredException {
        FilterNames names = new FilterNames(kernel.accounts(), ports);
        FilterPredicate test = FilterPredicate.of(query.filter(), names);
        names.requireAnswered();
        FilterNames.requireKnown(test.unknown());
        Set<EntryState> states = EnumSet.noneOf(EntryState.class);
        states.addAll(FilterStates.of(query.filter()));
        if (!query.details().contains(EntryDetail.BOUND) && !namesBound(query.filter())) {
            states.remove(EntryState.BOUND);
        }
        return new EntrySelection(query, states, FilterNeeds.of(query.filter()), test);
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

package dev.berth.engine;

import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import java.util.EnumSet;
import java.util.Set;

/** The states to ask the kernel for: it lists the sockets of the others at no price, and takes no time for them. */
final class FilterStates {
    /** Those of a connection on which data can have been sent or received; nothing is measured in the others. */
    static final Set<EntryState> MEASURED = Set.of(
            EntryState.ESTABLISHED,
            EntryState.SYN_SENT,
            EntryState.FIN_WAIT_1,
            EntryState.FIN_WAIT_2,
            EntryState.CLOSE_WAIT,
            EntryState.LAST_ACK,
            EntryState.CLOSING);

    /** The states in which an entry can meet a filter: in the others, none does. */
    static Set<EntryState> of(EntryFilter filter) {
        return of(filter, true);
    }

    /** The states in which a filter can be met, or missed. */
    private static Set<EntryState> of(EntryFilter filter, boolean met) {
        return switch (filter) {
            case EntryFilter.All _ -> met ? all() : EnumSet.noneOf(EntryState.class);
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> join(of(one, met), of(other, met), met);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> join(of(one, met), of(other, met), !met);
            case EntryFilter.Not(EntryFilter inner) -> of(inner, !met);
            case EntryFilter.State(Set<EntryState> states) -> {
                Set<EntryState> some = all();
                some.removeIf(state -> states.contains(state) != met);
                yield some;
            }
            case EntryFilter.Idle _ -> met ? EnumSet.copyOf(MEASURED) : all();
            case EntryFilter.Port _,
                    EntryFilter.Host _,
                    EntryFilter.Device _,
                    EntryFilter.Cookie _,
                    EntryFilter.Owner _,
                    EntryFilter.User _,
                    EntryFilter.Unit _,
                    EntryFilter.InReservation _ -> all();
        };
    }

    private static Set<EntryState> all() {
        return EnumSet.allOf(EntryState.class);
    }

    private static Set<EntryState> join(Set<EntryState> one, Set<EntryState> other, boolean both) {
        if (both) {
            one.retainAll(other);
        } else {
            one.addAll(other);
        }
        return one;
    }

    private FilterStates() {}
}

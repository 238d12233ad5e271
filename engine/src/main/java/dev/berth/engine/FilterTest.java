package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/** The exact test of a filter of states, ports, addresses, cookies and owners. */
final class FilterTest implements EntryTest {
    private final EntryFilter filter;

    FilterTest(EntryFilter filter) {
        this.filter = filter;
    }

    @Override
    public boolean holds(Entry entry) {
        return holds(filter, entry);
    }

    @Override
    public boolean needsOwners() {
        return has(filter, EntryFilter.Owner.class);
    }

    @Override
    public boolean needsMeasurements() {
        return false;
    }

    /** Whether it says something that is not tested here. */
    boolean isBeyond() {
        return has(filter, EntryFilter.Device.class)
                || has(filter, EntryFilter.User.class)
                || has(filter, EntryFilter.Unit.class)
                || has(filter, EntryFilter.Idle.class)
                || has(filter, EntryFilter.InReservation.class);
    }

    /** The states of a filter of states alone, all states otherwise. */
    Set<EntryState> states() {
        Set<EntryState> states = EnumSet.allOf(EntryState.class);
        if (EntryCount.saysStatesAlone(filter)) {
            states.removeIf(state -> !holds(filter, state));
        }
        return states;
    }

    private static boolean holds(EntryFilter filter, EntryState state) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> holds(one, state) && holds(other, state);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> holds(one, state) || holds(other, state);
            case EntryFilter.Not(EntryFilter none) -> !holds(none, state);
            case EntryFilter.State(Set<EntryState> states) -> states.contains(state);
            default -> true;
        };
    }

    private static boolean holds(EntryFilter filter, Entry entry) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> holds(one, entry) && holds(other, entry);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> holds(one, entry) || holds(other, entry);
            case EntryFilter.Not(EntryFilter none) -> !holds(none, entry);
            case EntryFilter.State(Set<EntryState> states) -> states.contains(entry.state());
            case EntryFilter.Port(End end, Comparison comparison, int port) ->
                comparison.holds(at(entry, end).port(), port);
            case EntryFilter.Host(End end, IpAddress network, int prefix, OptionalInt port) ->
                (port.isEmpty() || port.getAsInt() == at(entry, end).port())
                        && prefix == network.bits()
                        && at(entry, end).address().unmapped().equals(network.unmapped());
            case EntryFilter.Cookie(long cookie) -> entry.cookie() == cookie;
            case EntryFilter.Owner(String process) ->
                entry.processes().stream()
                        .anyMatch(owner -> owner.command().equals(process)
                                || Integer.toString(owner.pid()).equals(process));
            default -> true;
        };
    }

    private static Endpoint at(Entry entry, End end) {
        return end == End.LOCAL ? entry.local() : entry.remote();
    }

    private static boolean has(EntryFilter filter, Class<? extends EntryFilter> kind) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> has(one, kind) || has(other, kind);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> has(one, kind) || has(other, kind);
            case EntryFilter.Not(EntryFilter none) -> has(none, kind);
            default -> kind.isInstance(filter);
        };
    }
}

package dev.berth.engine;

import dev.berth.api.EntryFilter;

/**
 * What a filter wants to know of entries that is told only when asked for.
 *
 * @param owners the processes that have them open
 * @param measurements what the kernel has measured of them
 */
record FilterNeeds(boolean owners, boolean measurements) {
    private static final FilterNeeds NOTHING = new FilterNeeds(false, false);

    static FilterNeeds of(EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> of(one).and(of(other));
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> of(one).and(of(other));
            case EntryFilter.Not(EntryFilter inner) -> of(inner);
            case EntryFilter.Owner _, EntryFilter.Unit _ -> new FilterNeeds(true, false);
            case EntryFilter.Idle _ -> new FilterNeeds(false, true);
            case EntryFilter.All _,
                    EntryFilter.State _,
                    EntryFilter.Port _,
                    EntryFilter.Host _,
                    EntryFilter.Device _,
                    EntryFilter.Cookie _,
                    EntryFilter.User _,
                    EntryFilter.InReservation _ -> NOTHING;
        };
    }

    private FilterNeeds and(FilterNeeds other) {
        return new FilterNeeds(owners || other.owners, measurements || other.measurements);
    }
}

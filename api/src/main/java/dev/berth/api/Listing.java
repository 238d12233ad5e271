package dev.berth.api;

import java.util.List;

/**
 * Everything that is held, sorted by first port and then by pool.
 *
 * @param reservations the reservations
 * @param exclusions the exclusions
 * @param runtime the runtime reservations; none where the reader may not see the guard
 */
public record Listing(List<Reservation> reservations, List<Exclusion> exclusions, List<RuntimeReservation> runtime) {
    /** A listing whose lists are its own. */
    public Listing {
        reservations = List.copyOf(reservations);
        exclusions = List.copyOf(exclusions);
        runtime = List.copyOf(runtime);
    }
}

package dev.berth.api;

import java.time.Instant;
import java.util.List;

/**
 * A block held for a process while it lives, as it stood when it was read.
 *
 * @param token names it
 * @param protocol its pool or pools
 * @param block its ports
 * @param owner the process that acquired it, and that may bind inside with all its descendants
 * @param consumers who else may
 * @param deny what a stranger's bind gets
 * @param since when it was acquired, to the second
 * @param lifetime what ends it
 */
public record RuntimeReservation(
        Token token,
        Protocol protocol,
        PortBlock block,
        OwnerProcess owner,
        List<Consumer> consumers,
        Deny deny,
        Instant since,
        Lifetime lifetime) {
    /** A reservation whose list of consumers is its own. */
    public RuntimeReservation {
        consumers = List.copyOf(consumers);
    }
}

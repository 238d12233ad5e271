package dev.berth.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A block held for somebody, as it stood when it was read.
 *
 * @param token names it while it is live; {@link Token#NONE} where nobody could tell
 * @param protocol its pool or pools
 * @param block its ports
 * @param name its unique label, if it has one
 * @param consumers who may bind inside besides sockets that are associated with the token; in the order given
 * @param deny what a stranger's bind gets
 * @param lowPorts what consumers need below 1024
 * @param since when it was created, to the second
 * @param standing whether the kernel keeps it
 */
public record Reservation(
        Token token,
        Protocol protocol,
        PortBlock block,
        Optional<String> name,
        List<Consumer> consumers,
        Deny deny,
        LowPorts lowPorts,
        Instant since,
        Standing standing) {
    /** A reservation whose list of consumers is its own. */
    public Reservation {
        consumers = List.copyOf(consumers);
    }

    /**
     * The same with another token and standing.
     *
     * @param liveToken its token
     * @param liveStanding its standing
     * @return the reservation
     */
    public Reservation with(Token liveToken, Standing liveStanding) {
        return new Reservation(liveToken, protocol, block, name, consumers, deny, lowPorts, since, liveStanding);
    }

    /** {@return how messages call it: {@code tcp 8080-8083 (web)}} */
    public String title() {
        return protocol + " " + block + name.map(label -> " (" + label + ")").orElse("");
    }
}

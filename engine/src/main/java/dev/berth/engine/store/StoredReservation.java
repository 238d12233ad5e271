package dev.berth.engine.store;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A persistent reservation as its file records it.
 *
 * @param protocol the pool or pools
 * @param block the ports
 * @param name its unique label, if it has one
 * @param consumers who may bind inside, users and groups with name and number
 * @param deny what a stranger's bind gets
 * @param lowPorts what consumers need below 1024
 * @param since when it was created, to the second
 */
public record StoredReservation(
        Protocol protocol,
        PortBlock block,
        Optional<String> name,
        List<Consumer> consumers,
        Deny deny,
        LowPorts lowPorts,
        Instant since)
        implements Stored {
    /** A reservation whose list of consumers is its own. */
    public StoredReservation {
        consumers = List.copyOf(consumers);
    }

    @Override
    public FileName fileName() {
        return new FileName(FileName.Kind.RESERVATION, protocol, block);
    }

    @Override
    public String title() {
        return protocol + " " + block + name.map(label -> " (" + label + ")").orElse("");
    }

    /** The reservation with what the kernel says of it. */
    public Reservation as(Token token, Standing standing) {
        return new Reservation(token, protocol, block, name, consumers, deny, lowPorts, since, standing);
    }
}

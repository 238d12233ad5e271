package dev.berth.api;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which ports to acquire for the time that this process lives.
 *
 * @param protocol the pool or pools; both as one reservation, with one token and one lifetime
 * @param count how many ports, one after the other
 * @param start the first of them, host order; any free block of that size when empty
 * @param consumers who may bind inside besides the calling process and its descendants
 * @param deny what a stranger's bind gets
 */
public record AcquireRequest(Protocol protocol, int count, OptionalInt start, List<Consumer> consumers, Deny deny) {
    /** A request whose list of consumers is its own. */
    public AcquireRequest {
        consumers = List.copyOf(consumers);
    }

    /**
     * {@return any block of that size, for this process and its descendants alone, denied with EACCES}
     *
     * @param protocol the pool or pools
     * @param count how many ports
     */
    public static AcquireRequest of(Protocol protocol, int count) {
        return new AcquireRequest(protocol, count, OptionalInt.empty(), List.of(), Deny.EACCES);
    }

    /**
     * {@return the same, and exactly the block that starts there}
     *
     * @param port the first port, host order
     */
    public AcquireRequest startingAt(int port) {
        return new AcquireRequest(protocol, count, OptionalInt.of(port), consumers, deny);
    }

    /**
     * {@return the same with one more consumer}
     *
     * @param added the consumer
     */
    public AcquireRequest consumer(Consumer added) {
        List<Consumer> all = new ArrayList<>(consumers);
        all.add(added);
        return new AcquireRequest(protocol, count, start, all, deny);
    }

    /**
     * {@return the same with another error for strangers}
     *
     * @param error the error
     */
    public AcquireRequest denyWith(Deny error) {
        return new AcquireRequest(protocol, count, start, consumers, error);
    }
}

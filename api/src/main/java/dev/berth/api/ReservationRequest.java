package dev.berth.api;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to create: a block, and how it is to be held.
 *
 * @param protocol the pool or pools
 * @param block the ports
 * @param name a label that no other reservation has: a letter, then up to 62 letters, digits, dots, dashes or
 *     underscores
 * @param consumers who may bind inside; nobody but associated sockets when empty
 * @param deny what a stranger's bind gets
 * @param lowPorts what consumers need below 1024
 * @param remedies what to do about sockets that are in the block already; when empty, any of them is a reason to refuse
 */
public record ReservationRequest(
        Protocol protocol,
        PortBlock block,
        Optional<String> name,
        List<Consumer> consumers,
        Deny deny,
        LowPorts lowPorts,
        Set<Remedy> remedies) {
    /** A request whose collections are its own. */
    public ReservationRequest {
        consumers = List.copyOf(consumers);
        remedies = Set.copyOf(remedies);
    }

    /**
     * {@return a block without a name and without consumers, denied with EACCES}
     *
     * @param protocol the pool or pools
     * @param block the ports
     */
    public static ReservationRequest of(Protocol protocol, PortBlock block) {
        return new ReservationRequest(
                protocol, block, Optional.empty(), List.of(), Deny.EACCES, LowPorts.FREE_FOR_CONSUMERS, Set.of());
    }

    /**
     * {@return the same with a name}
     *
     * @param label the name
     */
    public ReservationRequest named(String label) {
        return new ReservationRequest(protocol, block, Optional.of(label), consumers, deny, lowPorts, remedies);
    }

    /**
     * {@return the same with one more consumer}
     *
     * @param added the consumer
     */
    public ReservationRequest consumer(Consumer added) {
        List<Consumer> all = new ArrayList<>(consumers);
        all.add(added);
        return new ReservationRequest(protocol, block, name, all, deny, lowPorts, remedies);
    }

    /**
     * {@return the same with another error for strangers}
     *
     * @param error the error
     */
    public ReservationRequest denyWith(Deny error) {
        return new ReservationRequest(protocol, block, name, consumers, error, lowPorts, remedies);
    }

    /**
     * {@return the same with another rule for ports below 1024}
     *
     * @param rule the rule
     */
    public ReservationRequest lowPorts(LowPorts rule) {
        return new ReservationRequest(protocol, block, name, consumers, deny, rule, remedies);
    }

    /**
     * {@return the same with one more remedy against sockets that are in the block already}
     *
     * @param remedy the remedy
     */
    public ReservationRequest with(Remedy remedy) {
        EnumSet<Remedy> all = EnumSet.of(remedy);
        all.addAll(remedies);
        return new ReservationRequest(protocol, block, name, consumers, deny, lowPorts, all);
    }
}

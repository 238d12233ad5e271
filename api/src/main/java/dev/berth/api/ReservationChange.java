package dev.berth.api;

import java.util.List;
import java.util.Optional;

/**
 * What to change of a reservation; what is not said stays as it is.
 *
 * @param naming its name
 * @param consumers who may bind inside, instead of those who might
 * @param deny what a stranger's bind gets
 * @param lowPorts what consumers need below 1024
 */
public record ReservationChange(
        Naming naming, Optional<List<Consumer>> consumers, Optional<Deny> deny, Optional<LowPorts> lowPorts) {
    /** Nothing at all: what a change is built from. */
    public static final ReservationChange NONE =
            new ReservationChange(new Naming.Kept(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What becomes of a name. */
    public sealed interface Naming {
        /** It stays, if there is one. */
        record Kept() implements Naming {}

        /**
         * It becomes this.
         *
         * @param name a label that no other reservation has, as in {@link ReservationRequest#name()}
         */
        record Given(String name) implements Naming {}

        /** It is taken away, if there is one. */
        record Taken() implements Naming {}
    }

    /** A change whose list of consumers is its own. */
    public ReservationChange {
        consumers = consumers.map(List::copyOf);
    }

    /** {@return whether nothing is to change} */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /**
     * {@return the same, which gives a name}
     *
     * @param label the name
     */
    public ReservationChange named(String label) {
        return new ReservationChange(new Naming.Given(label), consumers, deny, lowPorts);
    }

    /** {@return the same, which takes the name away} */
    public ReservationChange nameless() {
        return new ReservationChange(new Naming.Taken(), consumers, deny, lowPorts);
    }

    /**
     * {@return the same with these consumers, instead of those that the reservation has}
     *
     * @param all the consumers; nobody but associated sockets may bind inside when empty
     */
    public ReservationChange consumers(List<Consumer> all) {
        return new ReservationChange(naming, Optional.of(all), deny, lowPorts);
    }

    /**
     * {@return the same with another error for strangers}
     *
     * @param error the error
     */
    public ReservationChange denyWith(Deny error) {
        return new ReservationChange(naming, consumers, Optional.of(error), lowPorts);
    }

    /**
     * {@return the same with another rule for ports below 1024}
     *
     * @param rule the rule
     */
    public ReservationChange lowPorts(LowPorts rule) {
        return new ReservationChange(naming, consumers, deny, Optional.of(rule));
    }
}

package dev.berth.engine;

import dev.berth.api.Entry;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** What the names in a filter stand for. */
interface FilterContext {
    /** The number of the user of this name, which is no number itself. */
    OptionalLong uid(String user);

    /** The index of an interface by its name or its number. */
    OptionalInt interfaceIndex(String name);

    /**
     * Whether the local port of an entry is in a reservation of its protocol.
     *
     * @param reservation the reservation's name, or its block; {@code any} for any, which is always known
     * @return empty if there is no such reservation
     */
    Optional<Predicate<Entry>> reservation(String reservation);
}

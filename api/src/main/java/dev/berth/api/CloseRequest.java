package dev.berth.api;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which entries to close, and how far to go.
 *
 * @param protocol the table or tables
 * @param filter which entries; never {@link EntryFilter#ALL}
 * @param options what is allowed beyond closing one entry
 * @param perSecond how many to close a second at most; empty for no limit
 */
public record CloseRequest(Protocol protocol, EntryFilter filter, Set<Option> options, OptionalInt perSecond) {
    /** What is allowed beyond closing one entry. */
    public enum Option {
        /** Closes all that match, where several do. */
        ALL,
        /** Closes also what the caller or one of its ancestors has open, such as the connection of its SSH session. */
        FORCE,
        /** Closes nothing, and tells what would be closed. */
        DRY_RUN
    }

    /** A request whose set is its own. */
    public CloseRequest {
        options = Set.copyOf(options);
        if (perSecond.isPresent() && perSecond.getAsInt() < 1) {
            throw new IllegalArgumentException("closing " + perSecond.getAsInt() + " a second: at least 1");
        }
    }

    /**
     * {@return one entry, of which the filter says which}
     *
     * @param protocol the table or tables
     * @param filter which entry
     */
    public static CloseRequest of(Protocol protocol, EntryFilter filter) {
        return new CloseRequest(protocol, filter, Set.of(), OptionalInt.empty());
    }

    /**
     * {@return the same with one more option}
     *
     * @param option the option
     */
    public CloseRequest with(Option option) {
        EnumSet<Option> all = EnumSet.of(option);
        all.addAll(options);
        return new CloseRequest(protocol, filter, all, perSecond);
    }

    /**
     * {@return the same at a limited rate}
     *
     * @param limit how many to close a second at most, at least 1
     */
    public CloseRequest atMost(int limit) {
        return new CloseRequest(protocol, filter, options, OptionalInt.of(limit));
    }
}

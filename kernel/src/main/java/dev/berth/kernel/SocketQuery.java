package dev.berth.kernel;

import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import java.util.Set;

/**
 * Which sockets to list.
 *
 * @param pool TCP or UDP, never both
 * @param states in which states
 * @param filter which of them: the kernel passes over what it can tell apart, so that what is listed may be more
 * @param measured whether to list what was measured of them, too
 */
public record SocketQuery(Protocol pool, Set<EntryState> states, EntryFilter filter, boolean measured) {
    /** A query whose set is its own. */
    public SocketQuery {
        states = Set.copyOf(states);
    }
}

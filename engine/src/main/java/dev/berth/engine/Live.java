package dev.berth.engine;

import dev.berth.api.Token;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.List;

/**
 * The kernel's side, after it was made to keep what the store records.
 *
 * @param guard the guard
 * @param list the list of reserved ports
 * @param matching which entry is whose, as reconciled
 * @param warnings what could not be kept, and why
 */
record Live(Guard guard, ReservedList list, Matching matching, List<String> warnings) {
    /** A list that is its own. */
    Live {
        warnings = List.copyOf(warnings);
    }

    /** The same without the runtime reservation of a token. */
    Live without(Token token) {
        return new Live(guard, list, matching.without(token), warnings);
    }

    /** Tells whether the guard keeps a reservation, as long as it is. */
    boolean enforces(StoredReservation stored) {
        GuardEntry entry = matching.live().get(stored);
        return entry != null && entry.block().equals(stored.block());
    }

    /** What the list of reserved ports has to hold once the store holds these contents. */
    PortSet needed(StoreContents contents) throws IOException {
        return matching.needed(contents, list.automatic());
    }

    /** Takes what is ours and not wanted any more from the list once the store holds these contents. */
    void shrinkList(StoreContents contents, Undo undo) throws IOException {
        list.retain(matching.tolerated(contents, list.automatic()), undo);
    }
}

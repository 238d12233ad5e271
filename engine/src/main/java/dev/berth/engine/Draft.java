package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.engine.store.StoredReservation;
import java.io.IOException;

/**
 * A file of the store that is written before it is certain that it will count. Waiting for the disk takes longer than waiting
 * for a {@code connect} in flight, and both waits go by at the same time. Not safe for concurrent use.
 */
final class Draft {
    private final StoreDirectory store;
    private final StoredReservation stored;
    private boolean prepared;

    Draft(StoreDirectory store, StoredReservation stored) {
        this.store = store;
        this.stored = stored;
    }

    /** Writes it under a name that nobody reads; once. */
    void prepare() throws IOException {
        if (!prepared) {
            store.prepare(stored);
            prepared = true;
        }
    }

    /** Gives it its name: the commit. */
    void publish() throws IOException {
        prepare();
        store.publish(stored);
    }
}

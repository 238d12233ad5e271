package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Locks;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lock around every change, whose file stays open until this is closed. Makes the store where there is none, since the lock
 * lies in it. Safe for concurrent use; what changes is guarded by {@code opening}.
 */
final class StoreLock implements AutoCloseable {
    private static final int MOST_ROUNDS = 10;

    private final Workplace workplace;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable Door door;
    private int opened;

    StoreLock(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Takes the lock. */
    Held take() throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Door entrance = door();
            Optional<Held> held = entrance.enter(workplace.patience().get());
            if (held.isPresent()) {
                return held.get();
            }
            // A purge has deleted the file: this is a lock that nobody else sees.
            leave(entrance);
        }
        throw new LockedException(workplace.store().lockFile() + " keeps vanishing");
    }

    /** How often its file was opened: as long as this stays the same, so does the file, and nobody has purged the store. */
    int opened() {
        opening.lock();
        try {
            return opened;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (door != null) {
                leave(door);
            }
        } finally {
            opening.unlock();
        }
    }

    private Door door() throws IOException {
        opening.lock();
        try {
            Door open = door;
            if (open == null) {
                StoreDirectory store = workplace.store();
                store.make();
                Locks locks = workplace.kernel().locks();
                open = locks.door(store.lockFile());
                door = open;
                opened++;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    private void leave(Door entrance) {
        opening.lock();
        try {
            entrance.close();
            if (entrance.equals(door)) {
                door = null;
            }
        } finally {
            opening.unlock();
        }
    }
}

package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
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

    /** How long a change that begins waits for others. */
    Deadline deadline() {
        return Deadline.in(workplace.patience().get());
    }

    /** Takes the lock. */
    Held take(Deadline deadline) throws IOException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                Optional<Held> held = entered(door(), deadline);
                if (held.isPresent()) {
                    return held.get();
                }
            } catch (SyscallException gone) {
                if (!gone.errno().equals(Errno.ENOENT)) {
                    throw gone;
                }
                // A purge has deleted the directory since it was made.
            }
        }
        throw new LockedException(workplace.store().lockFile() + " keeps vanishing");
    }

    /** Takes the lock by the file that is open, and makes none: empty where there is no such file any more. */
    Optional<Held> takeAgain(Deadline deadline) throws IOException {
        Optional<Door> open = open();
        return open.isPresent() ? entered(open.get(), deadline) : Optional.empty();
    }

    private Optional<Held> entered(Door entrance, Deadline deadline) throws IOException {
        Optional<Held> held = entrance.enter(deadline.left());
        if (held.isEmpty()) {
            // A purge has deleted the file: this is a lock that nobody else sees.
            leave(entrance);
        }
        return held;
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

    private Optional<Door> open() {
        opening.lock();
        try {
            return Optional.ofNullable(door);
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
                open = store.door(workplace.kernel().locks());
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

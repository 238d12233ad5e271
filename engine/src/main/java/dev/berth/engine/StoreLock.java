package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The lock around every change. Makes the store where there is none, since the lock lies in it. */
final class StoreLock {
    private static final int MOST_ROUNDS = 10;

    private final Workplace workplace;

    StoreLock(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Takes the lock. */
    Held take() throws IOException {
        StoreDirectory store = workplace.store();
        Path file = store.lockFile();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            store.make();
            Optional<Object> before = identity(file);
            Held held = workplace
                    .kernel()
                    .locks()
                    .exclusive(file, workplace.patience().get());
            // A purge deletes the file that it holds: who waited for that one now holds a lock that nobody else sees.
            Optional<Object> after = identity(file);
            if (after.isPresent() && after.equals(before)) {
                return held;
            }
            held.close();
        }
        throw new LockedException(file + " keeps vanishing");
    }

    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}

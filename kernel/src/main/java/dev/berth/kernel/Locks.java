package dev.berth.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Advisory file locks, {@code flock(2)}: they end with their holder, however it ends. An interrupt of the waiting thread does not
 * end a wait, and is there afterwards.
 */
public interface Locks {
    /**
     * Takes the lock, making the file if need be (mode 0600), and waits for it as long as patience lasts.
     *
     * @throws LockedException if somebody held it all the time
     */
    Held exclusive(Path file, Duration patience) throws IOException;

    /**
     * Keeps a lock's file open, so that taking it again and again costs little; makes the file if need be. Others who
     * take the lock, by a door or not, of this process or not, are kept out as ever.
     */
    Door door(Path file) throws IOException;

    /** A lock file that is kept open. Safe for concurrent use. */
    interface Door extends AutoCloseable {
        /**
         * Takes the lock, and waits for it as long as patience lasts. The thread that took it gives it back.
         *
         * @return the lock; empty if the file was deleted or replaced, so that nobody else will look at this one, or if
         *     the door was closed
         * @throws LockedException if somebody held it all the time
         */
        Optional<Held> enter(Duration patience) throws IOException;

        @Override
        void close();
    }

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Somebody else holds the lock; the message names who where that is known. */
    final class LockedException extends IOException {
        private static final long serialVersionUID = 1L;

        /** Held by somebody else. */
        public LockedException(String message) {
            super(message);
        }
    }
}

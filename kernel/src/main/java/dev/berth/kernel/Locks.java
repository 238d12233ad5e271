package dev.berth.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Advisory file locks, {@code flock(2)}: they end with their holder, however it ends. */
public interface Locks {
    /**
     * Takes the lock, making the file if need be (mode 0600), and waits for it as long as patience lasts.
     *
     * @throws LockedException if somebody held it all the time
     */
    Held exclusive(Path file, Duration patience) throws IOException;

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

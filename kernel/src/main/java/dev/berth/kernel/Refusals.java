package dev.berth.kernel;

import java.io.IOException;
import java.util.List;

/**
 * Refusals of a guard, as they happen. They are hints: of each user at most a hundred a second are reported, with how many
 * were left out before, and none while nobody has read for some thousand.
 *
 * <p>There is one reader in the whole system: what one has read, no other gets. Where berthd runs it is berthd. Not safe
 * for concurrent use.
 */
public interface Refusals extends AutoCloseable {
    /** What was refused since the last call, of whatever reader, oldest first; does not wait. */
    List<Refusal> read() throws IOException;

    /**
     * The number of a descriptor that is readable, in the sense of {@code epoll(7)}, while there is something to read. It
     * stays open until this is closed, and is to be watched no more before.
     */
    int descriptor();

    /** Reads no more. What comes then waits for the next reader. */
    @Override
    void close();
}

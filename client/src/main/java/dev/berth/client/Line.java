package dev.berth.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * A connection to berthd, as bytes. {@link ClientPorts} brings one of its own, over the JDK's sockets, which cannot pass
 * descriptors; code that can, by {@code SCM_RIGHTS}, hands in another.
 *
 * <p>One thread at a time sends and receives; any may close. Neither is ended by an interrupt: a thread that is
 * interrupted stays so.
 */
public interface Line extends AutoCloseable {
    /** Makes connections. Safe for concurrent use. */
    @FunctionalInterface
    interface Opening {
        /**
         * {@return a new connection}
         *
         * @param socket where berthd listens
         * @throws IOException if nobody answers there
         */
        Line open(Path socket) throws IOException;
    }

    /**
     * Sends bytes, all of them.
     *
     * @param bytes what to send
     * @param descriptor goes along with the first of them; it stays open here
     * @throws UnsupportedOperationException if there is a descriptor and this cannot pass any; nothing was sent then
     * @throws IOException if the connection is broken or closed
     */
    void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException;

    /**
     * Waits for bytes.
     *
     * @param into where to put them, with room for one at least
     * @return how many; -1 where the other end sends no more
     * @throws java.io.InterruptedIOException if the thread was interrupted and nothing came for long
     * @throws IOException if the connection is broken or closed
     */
    int receive(ByteBuffer into) throws IOException;

    /** Closes it. Who sends or receives gets an {@link IOException}. Idempotent. */
    @Override
    void close();
}

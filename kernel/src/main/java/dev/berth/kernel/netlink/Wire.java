package dev.berth.kernel.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way that datagrams go to the kernel and back. Not safe for concurrent use. */
interface Wire extends AutoCloseable {
    /** Opens one more. */
    interface Opening {
        /** A wire whose other end knows nothing of any question yet. */
        Wire open() throws IOException;
    }

    /** The bytes of the one datagram that is at hand, to send or received, in the order of this machine. */
    ByteBuffer bytes();

    /** Sends the first of the bytes. */
    void send(int length) throws IOException;

    /** Waits for a datagram and puts it in the place of the one before; its length, even if it did not fit. */
    long receive() throws IOException;

    /** Closes it. Idempotent. */
    @Override
    void close();
}

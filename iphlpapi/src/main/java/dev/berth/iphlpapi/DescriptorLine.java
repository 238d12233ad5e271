package dev.berth.iphlpapi;

import dev.berth.client.Line;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.UnixClient;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** A connection to berthd that passes descriptors. It waits within the kernel, where no interrupt reaches a thread. */
final class DescriptorLine implements Line {
    private final UnixClient client;
    /** What has come and nobody has taken yet; of the thread that receives. */
    private ByteBuffer come = ByteBuffer.allocate(0);

    private boolean busy;
    private boolean closed;

    private DescriptorLine(UnixClient client) {
        this.client = client;
    }

    /**
     * A descriptor cannot go along, and nothing was sent. Unchecked, as the client would take an {@link IOException} for a
     * connection that broke, and try again.
     */
    static final class NotPassedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Errno errno;

        NotPassedException(SyscallException refused) {
            super(refused.getMessage(), refused);
            errno = refused.errno();
        }

        Errno errno() {
            return errno;
        }
    }

    /** A new connection. */
    static Line to(Path socket) throws IOException {
        return new DescriptorLine(UnixClient.connect(socket.toString()));
    }

    @Override
    public void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException {
        begin();
        try {
            if (descriptor.isEmpty()) {
                client.send(bytes);
                return;
            }
            try (Fd copy = copy(descriptor.getAsInt())) {
                client.send(bytes, List.of(copy));
            }
        } finally {
            end();
        }
    }

    private static Fd copy(int descriptor) {
        try {
            return Fd.duplicate(descriptor, "a socket for berthd");
        } catch (SyscallException refused) {
            throw new NotPassedException(refused);
        }
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        begin();
        try {
            if (!come.hasRemaining()) {
                come = client.receive();
            }
            int length = Math.min(into.remaining(), come.remaining());
            into.put(come.slice(come.position(), length));
            come.position(come.position() + length);
            return length == 0 ? -1 : length;
        } finally {
            end();
        }
    }

    /** Closes it; where a call is under way, that ends by it, and closes. */
    @Override
    public synchronized void close() {
        closed = true;
        if (!busy) {
            client.close();
            return;
        }
        try {
            client.shutdown();
        } catch (SyscallException gone) {
            // The other end was quicker: the call ends by that.
        }
    }

    private synchronized void begin() throws IOException {
        if (closed) {
            throw new EOFException("closed");
        }
        busy = true;
    }

    private synchronized void end() {
        busy = false;
        if (closed) {
            client.close();
        }
    }
}

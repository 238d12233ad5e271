package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to who listens at a Unix socket, for those who ask and wait for an answer. For one thread at a
 * time, but for {@link #shutdown}.
 */
public final class UnixClient implements AutoCloseable {
    private final Fd socket;
    private final String name;
    private final MessageBuffer buffer = MessageBuffer.ofAnyThread();

    private UnixClient(Fd socket, String name) {
        this.socket = socket;
        this.name = name;
    }

    /**
     * Connects; waits while the listener's queue is full.
     *
     * @param address a path, or an abstract name after {@code @}
     * @throws SyscallException {@code ENOENT} if there is no such socket, {@code ECONNREFUSED} if nobody listens on it,
     *     {@code EACCES} if the caller may not get there
     */
    public static UnixClient connect(String address) throws SyscallException {
        Fd socket = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, address);
        try {
            new UnixAddress(address).connect(socket);
            return new UnixClient(socket, address);
        } catch (SyscallException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Sends all of the bytes. */
    public void send(ByteBuffer bytes) throws SyscallException {
        while (bytes.hasRemaining()) {
            advance(bytes, send(buffer.toSend(bytes)));
        }
    }

    /**
     * Sends all of the bytes, at least one, with descriptors beside the first: the other end gets copies of them, and
     * these stay the caller's.
     *
     * @param descriptors at least one, at most 253
     */
    public void send(ByteBuffer bytes, List<Fd> descriptors) throws SyscallException {
        if (!bytes.hasRemaining()) {
            throw new IllegalArgumentException("descriptors need a byte to travel with");
        }
        advance(bytes, send(buffer.toSend(bytes, descriptors)));
        send(bytes);
    }

    /**
     * Waits for bytes; descriptors that come with them are closed.
     *
     * @return what has come, at least one byte, to be used before the next call; empty when the other end has closed
     */
    public ByteBuffer receive() throws SyscallException {
        List<Fd> descriptors = new ArrayList<>();
        long got = call(SyscallNumber.RECVMSG, buffer.toReceive(), Sockets.MSG_CMSG_CLOEXEC);
        buffer.received((int) got, descriptors);
        descriptors.forEach(Fd::close);
        return buffer.bytes();
    }

    /**
     * Ends the conversation, from any thread and before {@link #close}: who waits in {@link #receive} is told that the other
     * end has closed, and nothing can be sent any more.
     */
    public void shutdown() throws SyscallException {
        Sockets.shutdown(socket, name, Sockets.SHUT_RDWR);
    }

    /** Closes it. Idempotent. */
    @Override
    public void close() {
        if (!socket.isClosed()) {
            socket.close();
            buffer.close();
        }
    }

    private long send(long message) throws SyscallException {
        return call(SyscallNumber.SENDMSG, message, Sockets.MSG_NOSIGNAL);
    }

    private long call(SyscallNumber call, long message, int flags) throws SyscallException {
        while (true) {
            try {
                return Syscall.call(call, name, socket.number(), message, flags);
            } catch (SyscallException refused) {
                if (!refused.errno().equals(Errno.EINTR)) {
                    throw refused;
                }
            }
        }
    }

    private static void advance(ByteBuffer bytes, long sent) {
        bytes.position(bytes.position() + (int) sent);
    }
}

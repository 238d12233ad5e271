package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A connection over a Unix socket that never waits, with the descriptors that come along. Belongs to one thread, as the
 * {@link MessageBuffer} does that its calls take.
 */
public final class UnixStream implements AutoCloseable {
    /** What {@link #receive} answers where nothing has come yet. */
    public static final int NOTHING = 0;
    /** What {@link #receive} answers where the other end will send no more. */
    public static final int END = -1;

    private static final String NAME = "a connection";
    /** {@code linux/sockios.h}: how many bytes have come and were not received. */
    private static final int SIOCINQ = 0x541B;

    private final Fd socket;

    UnixStream(Fd socket) {
        this.socket = socket;
    }

    /** Who is at the other end. The answer is the caller's to close. */
    public Peer peer() throws SyscallException {
        return PeerReader.read(socket);
    }

    /**
     * Takes bytes that have come, at most {@value MessageBuffer#SIZE}, which are then the {@linkplain
     * MessageBuffer#bytes() buffer's}. Descriptors come with the bytes that they were sent beside, and may do so after others
     * that were sent before; what was sent after them never comes at once with them.
     *
     * @param descriptors takes the descriptors that came with them, all of which are the caller's to close. Whoever closes
     *     the last copy of what a stranger has passed may have to wait: for a TCP socket with {@code SO_LINGER} until
     *     everything was acknowledged, for a file of FUSE as long as its server likes, for a Unix socket until what lies in
     *     its queue was closed
     * @return how many bytes, {@link #NOTHING} or {@link #END}
     * @throws SyscallException also {@code ECONNRESET}, if the other end closed with something unread
     */
    public int receive(MessageBuffer buffer, List<Fd> descriptors) throws SyscallException {
        try {
            int got = (int) Syscall.call(
                    SyscallNumber.RECVMSG,
                    NAME,
                    socket.number(),
                    buffer.toReceive(),
                    Sockets.MSG_DONTWAIT | Sockets.MSG_CMSG_CLOEXEC);
            buffer.received(got, descriptors);
            return got == 0 ? END : got;
        } catch (SyscallException refused) {
            return nothing(refused);
        }
    }

    /**
     * Sends what the other end has room for, at most {@value MessageBuffer#SIZE} bytes; tells whether that was all.
     *
     * @throws SyscallException {@code EPIPE} if the other end reads no more
     */
    public boolean send(ByteBuffer bytes, MessageBuffer buffer) throws SyscallException {
        try {
            long sent = Syscall.call(
                    SyscallNumber.SENDMSG,
                    NAME,
                    socket.number(),
                    buffer.toSend(bytes),
                    Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL);
            bytes.position(bytes.position() + (int) sent);
        } catch (SyscallException refused) {
            nothing(refused);
        }
        return !bytes.hasRemaining();
    }

    /** Sends no more: the other end reads to its end. */
    public void shutdown() throws SyscallException {
        Sockets.shutdown(socket, NAME, Sockets.SHUT_WR);
    }

    /** The descriptor, to be waited for. */
    public Fd fd() {
        return socket;
    }

    /** Closes it, and all descriptors that have come and were not received. May wait for any of them. Idempotent. */
    @Override
    public void close() {
        close(Runnable::run);
    }

    /**
     * Closes it; {@code elsewhere} where something has come that was not received. The kernel then closes the descriptors
     * in it, tens of thousands perhaps, and whoever has sent them may mean to hold up who does that. The other end reads to
     * its end at once, either way. Idempotent.
     */
    public void close(Executor elsewhere) {
        if (socket.isClosed()) {
            return;
        }
        if (isDrained()) {
            socket.close();
        } else {
            elsewhere.execute(socket::close);
        }
    }

    /** Tells whether nothing is left to receive, and nothing can be added. */
    private boolean isDrained() {
        try {
            Sockets.shutdown(socket, NAME, Sockets.SHUT_RDWR); // nothing is added to the queue from here on
            return waiting() == 0; // each descriptor in it has a byte that it came with
        } catch (SyscallException unknown) {
            return false;
        }
    }

    private int waiting() throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(JAVA_INT);
            Syscall.call(SyscallNumber.IOCTL, "SIOCINQ", NAME, socket.number(), SIOCINQ, bytes.address());
            return bytes.get(JAVA_INT, 0);
        }
    }

    private static int nothing(SyscallException refused) throws SyscallException {
        if (refused.errno().equals(Errno.EAGAIN) || refused.errno().equals(Errno.EINTR)) {
            return NOTHING;
        }
        throw refused;
    }
}

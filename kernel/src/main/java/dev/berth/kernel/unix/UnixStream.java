package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
    /** More than a sender without privilege can have under way, of which each takes up some hundred bytes of its queue. */
    private static final int MOST_MESSAGES = 65_536;

    private final Fd socket;
    private boolean ended;

    UnixStream(Fd socket) {
        this.socket = socket;
    }

    /** Who is at the other end. The answer is the caller's to close. */
    public Peer peer() throws SyscallException {
        return PeerReader.read(socket);
    }

    /**
     * Takes bytes that have come, at most {@value MessageBuffer#SIZE}, which are then the {@linkplain
     * MessageBuffer#bytes() buffer's}. Bytes before and after descriptors never come at once.
     *
     * @param descriptors takes the descriptors that came with them, all of which are the caller's to {@linkplain
     *     PassedDescriptors close}
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
            ended = got == 0;
            return ended ? END : got;
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

    /** Closes it, and all descriptors that have come and were not received. May wait for one of them. Idempotent. */
    @Override
    public void close() {
        close(Runnable::run);
    }

    /**
     * Closes it, and all descriptors that have come and were not received; those which may have to be waited for, {@code
     * elsewhere}. Left to the kernel, they would be closed by this thread, the lingering ones of somebody who means to
     * hold it up among them. Idempotent.
     */
    public void close(Executor elsewhere) {
        if (socket.isClosed()) {
            return;
        }
        try {
            if (!ended) {
                drain(elsewhere);
            }
        } catch (SyscallException impossible) {
            // ECONNRESET, ENOTCONN: the other end has closed. Nothing can come any more, and what has come was taken.
        } finally {
            socket.close();
        }
    }

    private void drain(Executor elsewhere) throws SyscallException {
        Sockets.shutdown(socket, NAME, Sockets.SHUT_RDWR); // nothing is added to the queue from here on
        try (MessageBuffer buffer = new MessageBuffer()) {
            List<Fd> descriptors = new ArrayList<>();
            for (int i = 0; i < MOST_MESSAGES && receive(buffer, descriptors) != END; i++) {
                PassedDescriptors.close(descriptors, elsewhere);
                descriptors.clear();
            }
        }
    }

    private static int nothing(SyscallException refused) throws SyscallException {
        if (refused.errno().equals(Errno.EAGAIN) || refused.errno().equals(Errno.EINTR)) {
            return NOTHING;
        }
        throw refused;
    }
}

package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_DONE;
import static dev.berth.kernel.netlink.Netlink.NLMSG_ERROR;
import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP;
import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP_INTR;
import static dev.berth.kernel.netlink.Netlink.NLM_F_REQUEST;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A conversation with the kernel over netlink. Not safe for concurrent use: answers belong to the last question. */
final class NetlinkSocket implements AutoCloseable {
    /** The kernel fills no datagram of a dump beyond this, {@code netlink_dump()} of {@code net/netlink/af_netlink.c}. */
    private static final int DATAGRAM = 32 * 1024;

    private final Fd socket;
    private final String subject;
    private int sequence;

    private NetlinkSocket(Fd socket, String subject) {
        this.socket = socket;
        this.subject = subject;
    }

    /** Opens a socket of a netlink protocol, in the calling thread's network namespace. */
    static NetlinkSocket open(int protocol, String subject) throws SyscallException {
        return new NetlinkSocket(
                Sockets.socket(Netlink.AF_NETLINK, Sockets.SOCK_RAW, protocol, subject), "netlink " + subject);
    }

    /** Takes one message of an answer. Its payload is valid until this returns. */
    interface Sink {
        void take(MemorySegment payload) throws IOException;
    }

    /**
     * Asks for everything of a kind.
     *
     * @throws SyscallException naming the command; {@code ENOBUFS} if messages were lost
     * @throws DumpInterrupted if what was listed changed under the listing
     */
    void dump(int type, String command, MemorySegment request, Sink sink) throws IOException {
        sequence++;
        try (Arena arena = Arena.ofConfined()) {
            NetlinkMessage question = new NetlinkMessage(type, NLM_F_REQUEST | NLM_F_DUMP, sequence, request);
            Sockets.send(socket, subject, question.write(arena));
            MemorySegment buffer = arena.allocate(DATAGRAM, Long.BYTES);
            boolean more = true;
            while (more) {
                more = take(receive(buffer), type, command, sink);
            }
        }
    }

    private MemorySegment receive(MemorySegment buffer) throws IOException {
        long length = Sockets.receive(socket, subject, buffer, Sockets.MSG_TRUNC);
        if (length > buffer.byteSize()) {
            throw new MalformedException(subject, "a datagram of " + length + " bytes");
        }
        return buffer.asSlice(0, length);
    }

    /** Takes one datagram; tells whether more follow. */
    private boolean take(MemorySegment datagram, int type, String command, Sink sink) throws IOException {
        for (NetlinkMessage message : NetlinkMessage.split(datagram)) {
            if (message.sequence() != sequence) {
                continue; // the rest of an answer that was given up
            }
            if ((message.flags() & NLM_F_DUMP_INTR) != 0) {
                throw new DumpInterrupted(subject);
            }
            if (message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR) {
                Optional<Errno> error = message.error();
                if (error.isPresent()) {
                    throw new SyscallException(command, error.get(), subject);
                }
                return false;
            }
            if (message.type() == type) {
                sink.take(message.payload());
            }
        }
        return true;
    }

    /** Closes the socket. Idempotent. */
    @Override
    public void close() {
        socket.close();
    }

    /** A dump that is not one picture, {@code NLM_F_DUMP_INTR}. Ask again. */
    static final class DumpInterrupted extends IOException {
        private static final long serialVersionUID = 1L;

        private DumpInterrupted(String subject) {
            super(subject + ": the listing changed while it was taken");
        }
    }
}

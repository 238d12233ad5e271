package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP;
import static dev.berth.kernel.netlink.Netlink.NLM_F_REQUEST;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
        return new NetlinkSocket(Sockets.socket(Netlink.AF_NETLINK, Sockets.SOCK_RAW, protocol, subject), subject);
    }

    /**
     * Asks for everything of a kind.
     *
     * @throws SyscallException naming the command; {@code ENOBUFS} if messages were lost
     * @throws DumpAnswer.Interrupted if what was listed changed under the listing
     */
    void dump(int type, String command, MemorySegment request, DumpAnswer.Sink sink) throws IOException {
        sequence++;
        DumpAnswer answer = new DumpAnswer(sequence, type, command, subject, sink);
        try (Arena arena = Arena.ofConfined()) {
            NetlinkMessage question = new NetlinkMessage(type, NLM_F_REQUEST | NLM_F_DUMP, sequence, request);
            Sockets.send(socket, subject, question.write(arena));
            MemorySegment buffer = arena.allocate(DATAGRAM, Long.BYTES);
            boolean more = true;
            while (more) {
                more = answer.take(receive(buffer));
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

    /** Closes the socket. Idempotent. */
    @Override
    public void close() {
        socket.close();
    }
}

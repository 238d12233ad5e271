package dev.berth.kernel.netlink;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A netlink socket, with the memory that its datagrams pass through. To be used by the thread that opened it. */
final class NetlinkSocket implements Wire {
    /**
     * The kernel fills no datagram of a dump beyond this, {@code netlink_dump()} of {@code net/netlink/af_netlink.c}, and
     * none beyond the largest room that it was ever offered: so this is the size that takes the fewest calls.
     */
    private static final int DATAGRAM = 32 * 1024;

    private final Fd socket;
    private final String subject;
    private final Arena arena;
    private final MemorySegment memory;
    private final ByteBuffer bytes;

    private NetlinkSocket(Fd socket, String subject) {
        this.socket = socket;
        this.subject = subject;
        this.arena = Arena.ofConfined();
        this.memory = arena.allocate(DATAGRAM, Long.BYTES);
        this.bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** Opens a socket of a netlink protocol, in the calling thread's network namespace. */
    static NetlinkSocket open(int protocol, String subject) throws SyscallException {
        return new NetlinkSocket(Sockets.socket(Netlink.AF_NETLINK, Sockets.SOCK_RAW, protocol, subject), subject);
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void send(int length) throws SyscallException {
        Sockets.send(socket, subject, memory.asSlice(0, length));
    }

    @Override
    public long receive() throws SyscallException {
        return Sockets.receive(socket, subject, memory, Sockets.MSG_TRUNC);
    }

    @Override
    public void close() {
        socket.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}

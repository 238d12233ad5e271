package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

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
    /** A copy in the heap: to read it is cheaper by more than the copying costs, for nobody can free it meanwhile. */
    private final ByteBuffer bytes = ByteBuffer.allocate(DATAGRAM).order(ByteOrder.nativeOrder());

    private NetlinkSocket(Fd socket, String subject) {
        this.socket = socket;
        this.subject = subject;
        this.arena = Arena.ofConfined();
        this.memory = arena.allocate(DATAGRAM, Long.BYTES);
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
        MemorySegment.copy(bytes.array(), 0, memory, JAVA_BYTE, 0, length);
        Sockets.send(socket, subject, memory.asSlice(0, length));
    }

    @Override
    public long receive() throws SyscallException {
        long length = Sockets.receive(socket, subject, memory, Sockets.MSG_TRUNC);
        MemorySegment.copy(memory, JAVA_BYTE, 0, bytes.array(), 0, (int) Math.min(length, DATAGRAM));
        return length;
    }

    @Override
    public void close() {
        socket.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}

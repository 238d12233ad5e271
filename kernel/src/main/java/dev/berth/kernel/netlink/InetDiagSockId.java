package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * {@code struct inet_diag_sockid}: which socket.
 *
 * @param sport local port, host order
 * @param dport remote port, host order; 0 for none
 * @param src local address; a mapped IPv4 address as IPv4
 * @param dst remote address
 */
record InetDiagSockId(int sport, int dport, InetAddress src, InetAddress dst) {
    private static final ValueLayout.OfShort BE16 = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            BE16.withName("idiag_sport"),
            BE16.withName("idiag_dport"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("idiag_src"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("idiag_dst"),
            JAVA_INT.withName("idiag_if"),
            MemoryLayout.sequenceLayout(2, JAVA_INT).withName("idiag_cookie"));

    private static final VarHandle idiag_sport = LAYOUT.varHandle(PathElement.groupElement("idiag_sport"));
    private static final VarHandle idiag_dport = LAYOUT.varHandle(PathElement.groupElement("idiag_dport"));
    private static final long IDIAG_SRC = LAYOUT.byteOffset(PathElement.groupElement("idiag_src"));
    private static final long IDIAG_DST = LAYOUT.byteOffset(PathElement.groupElement("idiag_dst"));

    /** The local port alone: most sockets of a dump are dismissed by it. */
    static int sport(MemorySegment struct) {
        return Short.toUnsignedInt((short) idiag_sport.get(struct, 0L));
    }

    /** Reads the struct, whose addresses are of the family. */
    static InetDiagSockId read(MemorySegment struct, int family) throws MalformedException {
        return new InetDiagSockId(
                sport(struct),
                Short.toUnsignedInt((short) idiag_dport.get(struct, 0L)),
                address(struct, IDIAG_SRC, family),
                address(struct, IDIAG_DST, family));
    }

    private static InetAddress address(MemorySegment struct, long offset, int family) throws MalformedException {
        int length = switch (family) {
            case Sockets.AF_INET -> IPV4_BYTES;
            case Sockets.AF_INET6 -> IPV6_BYTES;
            default -> throw new MalformedException("inet_diag_msg", "address family " + family);
        };
        try {
            return InetAddress.getByAddress(struct.asSlice(offset, length).toArray(JAVA_BYTE));
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of " + length + " bytes", impossible);
        }
    }
}

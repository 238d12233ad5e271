package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.api.Endpoint;
import dev.berth.api.IpAddress;
import dev.berth.api.IpAddress.Family;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct inet_diag_sockid}: which socket.
 *
 * @param src one end, on this machine unless a command has it otherwise
 * @param dst the other end
 * @param device the interface; 0 for none
 * @param cookie the kernel's number of the socket; {@link #NO_COOKIE} for any
 */
record InetDiagSockId(Endpoint src, Endpoint dst, int device, long cookie) {
    private static final ValueLayout.OfShort BE16 = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            BE16.withName("idiag_sport"),
            BE16.withName("idiag_dport"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("idiag_src"),
            MemoryLayout.sequenceLayout(4, JAVA_INT).withName("idiag_dst"),
            JAVA_INT.withName("idiag_if"),
            MemoryLayout.sequenceLayout(2, JAVA_INT).withName("idiag_cookie"));

    static final int SIZE = (int) LAYOUT.byteSize();
    private static final int IDIAG_SPORT = Netlink.offset(LAYOUT, "idiag_sport");
    private static final int IDIAG_DPORT = Netlink.offset(LAYOUT, "idiag_dport");
    private static final int IDIAG_SRC = Netlink.offset(LAYOUT, "idiag_src");
    private static final int IDIAG_DST = Netlink.offset(LAYOUT, "idiag_dst");
    private static final int IDIAG_IF = Netlink.offset(LAYOUT, "idiag_if");
    private static final int IDIAG_COOKIE = Netlink.offset(LAYOUT, "idiag_cookie");

    /** {@code INET_DIAG_NOCOOKIE}, twice. */
    static final long NO_COOKIE = -1;

    private static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);

    /** All zeros, which a dump passes over. */
    static final InetDiagSockId NONE = new InetDiagSockId(NOWHERE, NOWHERE, 0, 0);

    /** The same with its ends exchanged. */
    InetDiagSockId reversed() {
        return new InetDiagSockId(dst, src, device, cookie);
    }

    /** Writes the struct there, over zeros; where it ends. */
    int write(ByteBuffer into, int start) {
        into.putShort(start + IDIAG_SPORT, swap((short) src.port()));
        into.putShort(start + IDIAG_DPORT, swap((short) dst.port()));
        write(src.address(), into, start + IDIAG_SRC);
        write(dst.address(), into, start + IDIAG_DST);
        into.putInt(start + IDIAG_IF, device);
        into.putInt(start + IDIAG_COOKIE, (int) cookie);
        into.putInt(start + IDIAG_COOKIE + Integer.BYTES, (int) (cookie >>> Integer.SIZE));
        return start + SIZE;
    }

    private static void write(IpAddress address, ByteBuffer into, int start) {
        if (address.family() == Family.IPV4) {
            into.putInt(start, swap((int) address.low()));
        } else {
            into.putLong(start, swap(address.high()));
            into.putLong(start + Long.BYTES, swap(address.low()));
        }
    }

    /** The local port, of a struct that starts there. */
    static int sport(ByteBuffer bytes, int start) {
        return Short.toUnsignedInt(swap(bytes.getShort(start + IDIAG_SPORT)));
    }

    /** The remote port. */
    static int dport(ByteBuffer bytes, int start) {
        return Short.toUnsignedInt(swap(bytes.getShort(start + IDIAG_DPORT)));
    }

    /** The local address. */
    static IpAddress src(ByteBuffer bytes, int start, Family family) {
        return address(bytes, start + IDIAG_SRC, family);
    }

    /** The remote address. */
    static IpAddress dst(ByteBuffer bytes, int start, Family family) {
        return address(bytes, start + IDIAG_DST, family);
    }

    /** The interface. */
    static int device(ByteBuffer bytes, int start) {
        return bytes.getInt(start + IDIAG_IF);
    }

    /** The cookie. */
    static long cookie(ByteBuffer bytes, int start) {
        long low = Integer.toUnsignedLong(bytes.getInt(start + IDIAG_COOKIE));
        return (long) bytes.getInt(start + IDIAG_COOKIE + Integer.BYTES) << Integer.SIZE | low;
    }

    private static IpAddress address(ByteBuffer bytes, int start, Family family) {
        return switch (family) {
            case IPV4 -> IpAddress.ipv4(swap(bytes.getInt(start)));
            case IPV6 -> IpAddress.ipv6(swap(bytes.getLong(start)), swap(bytes.getLong(start + Long.BYTES)));
        };
    }

    private static short swap(short number) {
        return SWAP ? Short.reverseBytes(number) : number;
    }

    private static int swap(int number) {
        return SWAP ? Integer.reverseBytes(number) : number;
    }

    private static long swap(long number) {
        return SWAP ? Long.reverseBytes(number) : number;
    }
}

package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.unix.MalformedException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;

/** {@code struct inet_diag_msg}: a socket as the kernel lists it. Read field by field, where the struct lies. */
final class InetDiagMsg {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("idiag_family"),
            JAVA_BYTE.withName("idiag_state"),
            JAVA_BYTE.withName("idiag_timer"),
            JAVA_BYTE.withName("idiag_retrans"),
            InetDiagSockId.LAYOUT.withName("id"),
            JAVA_INT.withName("idiag_expires"),
            JAVA_INT.withName("idiag_rqueue"),
            JAVA_INT.withName("idiag_wqueue"),
            JAVA_INT.withName("idiag_uid"),
            JAVA_INT.withName("idiag_inode"));

    static final int SIZE = (int) LAYOUT.byteSize();
    /** Where {@link InetDiagSockId} starts. */
    static final int ID = Netlink.offset(LAYOUT, "id");

    private static final int IDIAG_FAMILY = Netlink.offset(LAYOUT, "idiag_family");
    private static final int IDIAG_STATE = Netlink.offset(LAYOUT, "idiag_state");
    private static final int IDIAG_TIMER = Netlink.offset(LAYOUT, "idiag_timer");
    private static final int IDIAG_RETRANS = Netlink.offset(LAYOUT, "idiag_retrans");
    private static final int IDIAG_EXPIRES = Netlink.offset(LAYOUT, "idiag_expires");
    private static final int IDIAG_RQUEUE = Netlink.offset(LAYOUT, "idiag_rqueue");
    private static final int IDIAG_WQUEUE = Netlink.offset(LAYOUT, "idiag_wqueue");
    private static final int IDIAG_UID = Netlink.offset(LAYOUT, "idiag_uid");
    private static final int IDIAG_INODE = Netlink.offset(LAYOUT, "idiag_inode");

    /** Makes sure that the struct is all there; attributes may follow. */
    static void check(int start, int end) throws MalformedException {
        if (end - start < SIZE) {
            throw new MalformedException("inet_diag_msg", "only " + (end - start) + " bytes");
        }
    }

    /** {@code AF_INET} or {@code AF_INET6}. */
    static int family(ByteBuffer bytes, int start) {
        return Byte.toUnsignedInt(bytes.get(start + IDIAG_FAMILY));
    }

    /** One of the {@code TCP_} states. */
    static int state(ByteBuffer bytes, int start) {
        return Byte.toUnsignedInt(bytes.get(start + IDIAG_STATE));
    }

    /** The kind of timer that runs; 0 for none. */
    static int timer(ByteBuffer bytes, int start) {
        return bytes.get(start + IDIAG_TIMER);
    }

    /** How often was sent again, or probed, since the last progress. */
    static int retransmits(ByteBuffer bytes, int start) {
        return Byte.toUnsignedInt(bytes.get(start + IDIAG_RETRANS));
    }

    /** When the timer is over, milliseconds from now. Before Linux 5.8 it may be over already, and less than 0. */
    static int expires(ByteBuffer bytes, int start) {
        return bytes.getInt(start + IDIAG_EXPIRES);
    }

    /** Bytes to read; of a listener, connections to accept. */
    static long receiveQueue(ByteBuffer bytes, int start) {
        return Integer.toUnsignedLong(bytes.getInt(start + IDIAG_RQUEUE));
    }

    /** Bytes that were not confirmed; of a listener, how many connections may wait. */
    static long sendQueue(ByteBuffer bytes, int start) {
        return Integer.toUnsignedLong(bytes.getInt(start + IDIAG_WQUEUE));
    }

    /** The user who made it. */
    static long uid(ByteBuffer bytes, int start) {
        return Integer.toUnsignedLong(bytes.getInt(start + IDIAG_UID));
    }

    /**
     * What {@code /proc/PID/fd} shows as {@code socket:[inode]}; 0 where no process has it: a connection that was not
     * accepted yet or was closed already. The subflow of an MPTCP socket shows that socket's inode.
     */
    static long inode(ByteBuffer bytes, int start) {
        return Integer.toUnsignedLong(bytes.getInt(start + IDIAG_INODE));
    }

    private InetDiagMsg() {}
}

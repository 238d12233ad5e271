package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;

/**
 * {@code struct inet_diag_req_v2}: which sockets.
 *
 * @param family {@code AF_INET} or {@code AF_INET6}
 * @param protocol {@code IPPROTO_TCP} or {@code IPPROTO_UDP}
 * @param extensions a bit for each attribute wanted
 * @param states a bit {@code 1 << state} for each state wanted
 * @param id the one socket, where one is asked for
 */
record InetDiagReqV2(int family, int protocol, int extensions, int states, InetDiagSockId id)
        implements Conversation.Question {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("sdiag_family"),
            JAVA_BYTE.withName("sdiag_protocol"),
            JAVA_BYTE.withName("idiag_ext"),
            JAVA_BYTE.withName("pad"),
            JAVA_INT.withName("idiag_states"),
            InetDiagSockId.LAYOUT.withName("id"));

    private static final int SDIAG_FAMILY = Netlink.offset(LAYOUT, "sdiag_family");
    private static final int SDIAG_PROTOCOL = Netlink.offset(LAYOUT, "sdiag_protocol");
    private static final int IDIAG_EXT = Netlink.offset(LAYOUT, "idiag_ext");
    private static final int IDIAG_STATES = Netlink.offset(LAYOUT, "idiag_states");
    private static final int ID = Netlink.offset(LAYOUT, "id");
    private static final int SIZE = (int) LAYOUT.byteSize();

    @Override
    public int write(ByteBuffer into, int start) {
        for (int at = 0; at < SIZE; at += Long.BYTES) {
            into.putLong(start + at, 0);
        }
        into.put(start + SDIAG_FAMILY, (byte) family);
        into.put(start + SDIAG_PROTOCOL, (byte) protocol);
        into.put(start + IDIAG_EXT, (byte) extensions);
        into.putInt(start + IDIAG_STATES, states);
        id.write(into, start + ID);
        return start + SIZE;
    }
}

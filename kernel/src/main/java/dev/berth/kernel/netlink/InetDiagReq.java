package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;

/**
 * {@code struct inet_diag_req}: which TCP sockets, of both families at once.
 *
 * @param extensions a bit for each attribute wanted
 * @param states a bit {@code 1 << state} for each state wanted
 */
record InetDiagReq(int extensions, int states) implements Conversation.Question {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("idiag_family"),
            JAVA_BYTE.withName("idiag_src_len"),
            JAVA_BYTE.withName("idiag_dst_len"),
            JAVA_BYTE.withName("idiag_ext"),
            InetDiagSockId.LAYOUT.withName("id"),
            JAVA_INT.withName("idiag_states"),
            JAVA_INT.withName("idiag_dbs"));

    private static final int IDIAG_EXT = Netlink.offset(LAYOUT, "idiag_ext");
    private static final int IDIAG_STATES = Netlink.offset(LAYOUT, "idiag_states");
    private static final int SIZE = (int) LAYOUT.byteSize();

    @Override
    public int write(ByteBuffer into, int start) {
        for (int at = 0; at < SIZE; at += Integer.BYTES) {
            into.putInt(start + at, 0); // family 0 is any
        }
        into.put(start + IDIAG_EXT, (byte) extensions);
        into.putInt(start + IDIAG_STATES, states);
        return start + SIZE;
    }
}

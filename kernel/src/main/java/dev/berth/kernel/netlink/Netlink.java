package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/** {@code linux/netlink.h}: constants, and the header of every message. */
final class Netlink {
    static final int AF_NETLINK = 16;
    static final int NETLINK_SOCK_DIAG = 4;

    static final int NLM_F_REQUEST = 0x01;
    static final int NLM_F_DUMP_INTR = 0x10;
    /** {@code NLM_F_ROOT | NLM_F_MATCH}. */
    static final int NLM_F_DUMP = 0x300;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_HDRLEN = 16;

    /** {@code struct nlmsghdr}. */
    static final StructLayout NLMSGHDR = MemoryLayout.structLayout(
            JAVA_INT.withName("nlmsg_len"),
            JAVA_SHORT.withName("nlmsg_type"),
            JAVA_SHORT.withName("nlmsg_flags"),
            JAVA_INT.withName("nlmsg_seq"),
            JAVA_INT.withName("nlmsg_pid"));

    /** {@code NLMSG_ALIGN}: messages start at multiples of four. */
    static int align(int length) {
        return (length + 3) & ~3;
    }

    private Netlink() {}
}

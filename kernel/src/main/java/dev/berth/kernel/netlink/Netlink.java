package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/** {@code linux/netlink.h}: constants, and the headers of messages and attributes. */
final class Netlink {
    static final int AF_NETLINK = 16;
    static final int NETLINK_SOCK_DIAG = 4;

    static final int NLM_F_REQUEST = 0x01;
    static final int NLM_F_ACK = 0x04;
    static final int NLM_F_DUMP_INTR = 0x10;
    /** {@code NLM_F_ROOT | NLM_F_MATCH}. */
    static final int NLM_F_DUMP = 0x300;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;

    /** {@code struct nlmsghdr}. */
    static final StructLayout NLMSGHDR = MemoryLayout.structLayout(
            JAVA_INT.withName("nlmsg_len"),
            JAVA_SHORT.withName("nlmsg_type"),
            JAVA_SHORT.withName("nlmsg_flags"),
            JAVA_INT.withName("nlmsg_seq"),
            JAVA_INT.withName("nlmsg_pid"));

    static final int NLMSG_HDRLEN = (int) NLMSGHDR.byteSize();
    static final int NLMSG_LEN = offset(NLMSGHDR, "nlmsg_len");
    static final int NLMSG_TYPE = offset(NLMSGHDR, "nlmsg_type");
    static final int NLMSG_FLAGS = offset(NLMSGHDR, "nlmsg_flags");
    static final int NLMSG_SEQ = offset(NLMSGHDR, "nlmsg_seq");
    static final int NLMSG_PID = offset(NLMSGHDR, "nlmsg_pid");

    /** {@code struct nlattr}. */
    static final StructLayout NLATTR =
            MemoryLayout.structLayout(JAVA_SHORT.withName("nla_len"), JAVA_SHORT.withName("nla_type"));

    static final int NLA_HDRLEN = (int) NLATTR.byteSize();
    static final int NLA_LEN = offset(NLATTR, "nla_len");
    static final int NLA_TYPE = offset(NLATTR, "nla_type");
    /** The bits of a type that are the type; the others are {@code NLA_F_} flags. */
    static final int NLA_TYPE_MASK = 0x3fff;

    /** {@code NLMSG_ALIGN} and {@code NLA_ALIGN}: messages and attributes start at multiples of four. */
    static int align(int length) {
        return (length + 3) & ~3;
    }

    /** Where a field of a struct is. Buffers are read by offset: a handle for each field costs time at every start. */
    static int offset(StructLayout struct, String field) {
        return (int) struct.byteOffset(PathElement.groupElement(field));
    }

    private Netlink() {}
}

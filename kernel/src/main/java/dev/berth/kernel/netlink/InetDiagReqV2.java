package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct inet_diag_req_v2}: which sockets to list.
 *
 * @param family {@code AF_INET} or {@code AF_INET6}
 * @param protocol {@code IPPROTO_TCP} or {@code IPPROTO_UDP}
 * @param states a bit {@code 1 << state} for each state wanted
 */
record InetDiagReqV2(int family, int protocol, int states) {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("sdiag_family"),
            JAVA_BYTE.withName("sdiag_protocol"),
            JAVA_BYTE.withName("idiag_ext"),
            JAVA_BYTE.withName("pad"),
            JAVA_INT.withName("idiag_states"),
            InetDiagSockId.LAYOUT.withName("id"));

    private static final VarHandle sdiag_family = LAYOUT.varHandle(PathElement.groupElement("sdiag_family"));
    private static final VarHandle sdiag_protocol = LAYOUT.varHandle(PathElement.groupElement("sdiag_protocol"));
    private static final VarHandle idiag_states = LAYOUT.varHandle(PathElement.groupElement("idiag_states"));

    /** The struct. */
    MemorySegment write(Arena arena) {
        MemorySegment struct = arena.allocate(LAYOUT);
        sdiag_family.set(struct, 0L, (byte) family);
        sdiag_protocol.set(struct, 0L, (byte) protocol);
        idiag_states.set(struct, 0L, states);
        return struct;
    }

    /** Reads the struct back. */
    static InetDiagReqV2 read(MemorySegment struct) {
        return new InetDiagReqV2(
                Byte.toUnsignedInt((byte) sdiag_family.get(struct, 0L)),
                Byte.toUnsignedInt((byte) sdiag_protocol.get(struct, 0L)),
                (int) idiag_states.get(struct, 0L));
    }
}

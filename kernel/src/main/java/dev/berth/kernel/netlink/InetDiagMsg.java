package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.unix.MalformedException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct inet_diag_msg}: a socket as the kernel lists it.
 *
 * @param state one of the {@code TCP_} states
 * @param id its addresses and ports
 * @param inode what {@code /proc/PID/fd} shows as {@code socket:[inode]}; 0 where no process has it: a connection that
 *     was not accepted yet or was closed already. The subflow of an MPTCP socket shows that socket's inode.
 */
record InetDiagMsg(int state, InetDiagSockId id, long inode) {
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

    private static final VarHandle idiag_family = LAYOUT.varHandle(PathElement.groupElement("idiag_family"));
    private static final VarHandle idiag_state = LAYOUT.varHandle(PathElement.groupElement("idiag_state"));
    private static final VarHandle idiag_inode = LAYOUT.varHandle(PathElement.groupElement("idiag_inode"));
    private static final long ID = LAYOUT.byteOffset(PathElement.groupElement("id"));

    /** The local port alone, of a payload of any size. */
    static int sport(MemorySegment payload) throws MalformedException {
        return InetDiagSockId.sport(id(payload));
    }

    /** Reads the struct at the start of a payload; attributes may follow. */
    static InetDiagMsg read(MemorySegment payload) throws MalformedException {
        MemorySegment id = id(payload);
        return new InetDiagMsg(
                Byte.toUnsignedInt((byte) idiag_state.get(payload, 0L)),
                InetDiagSockId.read(id, Byte.toUnsignedInt((byte) idiag_family.get(payload, 0L))),
                Integer.toUnsignedLong((int) idiag_inode.get(payload, 0L)));
    }

    private static MemorySegment id(MemorySegment payload) throws MalformedException {
        if (payload.byteSize() < LAYOUT.byteSize()) {
            throw new MalformedException("inet_diag_msg", "only " + payload.byteSize() + " bytes");
        }
        return payload.asSlice(ID, InetDiagSockId.LAYOUT);
    }
}

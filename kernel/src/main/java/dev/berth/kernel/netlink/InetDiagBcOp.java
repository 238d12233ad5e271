package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code struct inet_diag_bc_op}: an instruction of a filter, or the number that follows one.
 *
 * @param operation one of the {@code INET_DIAG_BC_} numbers
 * @param met how many bytes on it goes where the answer is yes
 * @param missed how many bytes on it goes where the answer is no; in what follows a comparison, a port in host order
 */
record InetDiagBcOp(int operation, int met, int missed) {
    /** Goes on at {@code no}, always. */
    static final int INET_DIAG_BC_JMP = 1;

    static final int INET_DIAG_BC_S_GE = 2;
    static final int INET_DIAG_BC_S_LE = 3;
    static final int INET_DIAG_BC_D_GE = 4;
    static final int INET_DIAG_BC_D_LE = 5;
    static final int INET_DIAG_BC_S_COND = 7;
    static final int INET_DIAG_BC_D_COND = 8;
    static final int INET_DIAG_BC_DEV_COND = 9;

    static final StructLayout LAYOUT =
            MemoryLayout.structLayout(JAVA_BYTE.withName("code"), JAVA_BYTE.withName("yes"), JAVA_SHORT.withName("no"));
    static final int BYTES = (int) LAYOUT.byteSize();

    private static final VarHandle code = LAYOUT.varHandle(PathElement.groupElement("code"));
    private static final VarHandle yes = LAYOUT.varHandle(PathElement.groupElement("yes"));
    private static final VarHandle no = LAYOUT.varHandle(PathElement.groupElement("no"));

    /** Writes the struct. */
    void write(MemorySegment segment, long at) {
        code.set(segment, at, (byte) operation);
        yes.set(segment, at, (byte) met);
        no.set(segment, at, (short) missed);
    }
}

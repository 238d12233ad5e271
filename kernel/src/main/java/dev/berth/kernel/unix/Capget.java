package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * {@code capget(2)}, {@code linux/capability.h}. It says what {@code CapEff} in {@code /proc/thread-self/status} says, at a
 * hundredth of the price.
 */
final class Capget {
    static final StructLayout HEADER =
            MemoryLayout.structLayout(JAVA_INT.withName("version"), JAVA_INT.withName("pid"));
    /** 32 of the 64 capabilities; there are two of these. */
    static final StructLayout DATA = MemoryLayout.structLayout(
            JAVA_INT.withName("effective"), JAVA_INT.withName("permitted"), JAVA_INT.withName("inheritable"));

    private static final int _LINUX_CAPABILITY_VERSION_3 = 0x2008_0522;
    private static final int _LINUX_CAPABILITY_U32S_3 = 2;

    private static final VarHandle version = HEADER.varHandle(PathElement.groupElement("version"));
    private static final VarHandle effective = DATA.varHandle(PathElement.groupElement("effective"));

    /** The capabilities of the calling thread that count now, a bit for each. */
    static long effective() throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = arena.allocate(HEADER); // pid 0: who calls
            MemorySegment data = arena.allocate(DATA, _LINUX_CAPABILITY_U32S_3);
            version.set(header, 0L, _LINUX_CAPABILITY_VERSION_3);
            Syscall.call(SyscallNumber.CAPGET, "this thread", header.address(), data.address());
            int low = (int) effective.get(data, 0L);
            int high = (int) effective.get(data, DATA.byteSize());
            return (long) high << Integer.SIZE | Integer.toUnsignedLong(low);
        }
    }

    private Capget() {}
}

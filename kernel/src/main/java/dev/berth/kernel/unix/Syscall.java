package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * {@code syscall(2)}: the one funnel through which the room asks the kernel. A call returns its result or throws; no
 * caller ever sees -1.
 *
 * <p>One funnel, because the JVM spends 5 to 8 ms on the first call of each C signature and all system calls share this
 * one. Pointers are passed as {@link MemorySegment#address()}; the caller's arena stays open over the call, which keeps
 * them alive.
 *
 * <p>In C the function is variadic. Here it is linked as if it were not, which saves another 9 ms: libc has it in
 * assembly, and on x86-64, arm64 and riscv64 whole numbers are passed alike either way.
 */
public final class Syscall {
    private static final int MOST_ARGUMENTS = 6;
    private static final FunctionDescriptor TYPE = FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle syscall = Downcall.link("syscall", TYPE);

    /** Calls; what fails is named by the call and its subject, the thing it was asked of. */
    public static long call(SyscallNumber number, String subject, long... arguments) throws SyscallException {
        return call(number, number.function(), subject, arguments);
    }

    /** As {@link #call(SyscallNumber, String, long...)}, naming a command of the call instead: {@code BPF_OBJ_GET}. */
    public static long call(SyscallNumber number, String command, String subject, long... arguments)
            throws SyscallException {
        long result;
        Errno errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Downcall.STATE);
            long[] a = new long[MOST_ARGUMENTS];
            System.arraycopy(arguments, 0, a, 0, arguments.length);
            result = (long) syscall.invokeExact(state, (long) number.here(), a[0], a[1], a[2], a[3], a[4], a[5]);
            errno = Downcall.errno(state);
        } catch (Throwable mislinked) {
            throw new LinkageError("syscall", mislinked);
        }
        if (result < 0) {
            throw new SyscallException(command, errno, subject);
        }
        return result;
    }

    /**
     * Links a function of a library, of at most {@value #MOST_ARGUMENTS} whole numbers and pointers, as if it were this
     * one: what it would cost to link its own signature is then paid already.
     */
    public static MethodHandle linkAlike(SymbolLookup library, String function) {
        return Downcall.link(library, function, TYPE);
    }

    /** Calls what was linked so; what the function returns is as wide as its own type says, and no wider. */
    public static long callAlike(MethodHandle handle, String function, MemorySegment state, long... arguments) {
        long[] a = new long[MOST_ARGUMENTS + 1];
        System.arraycopy(arguments, 0, a, 0, arguments.length);
        try {
            return (long) handle.invokeExact(state, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        } catch (Throwable mislinked) {
            throw new LinkageError(function, mislinked);
        }
    }

    private Syscall() {}
}

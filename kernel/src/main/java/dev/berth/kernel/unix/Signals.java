package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code signal.h}. A set of signals is a mask: its bit n - 1 stands for signal n. */
final class Signals {
    private static final int SIG_SETMASK = 2;
    private static final long SIG_IGN = 1;
    /**
     * {@code struct sigaction} of the kernel begins with the handler everywhere; what follows, zero here, has at most
     * this size with it: riscv64 has no {@code sa_restorer}.
     */
    private static final long SIGACTION = 32;

    /** Blocks these signals and no other for the calling thread. */
    static void block(long mask) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocateFrom(JAVA_LONG, mask);
            Syscall.call(SyscallNumber.RT_SIGPROCMASK, "SIG_SETMASK", SIG_SETMASK, set.address(), 0, Long.BYTES);
        }
    }

    /** Has the process ignore these signals, whatever handles them. */
    static void ignore(long mask) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION, Long.BYTES);
            action.set(JAVA_LONG, 0, SIG_IGN);
            for (int signal = 1; signal <= Long.SIZE; signal++) {
                if ((mask >>> (signal - 1) & 1) == 1) {
                    Syscall.call(
                            SyscallNumber.RT_SIGACTION, "signal " + signal, signal, action.address(), 0, Long.BYTES);
                }
            }
        }
    }

    private Signals() {}
}

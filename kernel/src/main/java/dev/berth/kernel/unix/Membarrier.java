package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** {@code membarrier(2)}: waits until all processors have been elsewhere. */
public final class Membarrier {
    private static final int MEMBARRIER_CMD_GLOBAL = 1;
    private static final Set<Errno> UNKNOWN = Set.of(Errno.EINVAL, Errno.ENOSYS);
    /** A thousand times what a program of ours runs for. */
    static final Duration LONG_ENOUGH = Duration.ofMillis(50);

    /**
     * Returns when whatever ran in the kernel without being interruptible, such as a BPF program on a cgroup hook, has come
     * to its end: the kernel waits for a grace period of RCU. Where it offers no such call, after more than enough time.
     */
    public static void global() throws SyscallException {
        try {
            Syscall.call(SyscallNumber.MEMBARRIER, "MEMBARRIER_CMD_GLOBAL", MEMBARRIER_CMD_GLOBAL, 0, 0);
        } catch (SyscallException refused) {
            if (!UNKNOWN.contains(refused.errno())) {
                throw refused;
            }
            rest(); // some kernels for real time have processors that never do
        }
    }

    /** Lets more than enough time pass, all of it: a park ends early where the thread is interrupted. */
    static void rest() {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        boolean interrupted = false;
        for (long left = LONG_ENOUGH.toNanos(); left > 0; left = end - System.nanoTime()) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Membarrier() {}
}

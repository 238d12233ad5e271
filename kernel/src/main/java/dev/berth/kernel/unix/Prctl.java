package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;

/** {@code linux/prctl.h}: what a process may say of itself. */
public final class Prctl {
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    /**
     * Makes this process the parent of whichever of its descendants loses its own, so that it stays an ancestor of all
     * of them. It stays so as another program; children do not inherit it.
     */
    public static void becomeChildSubreaper() throws SyscallException {
        Syscall.call(SyscallNumber.PRCTL, "PR_SET_CHILD_SUBREAPER", "this process", PR_SET_CHILD_SUBREAPER, 1);
    }

    private Prctl() {}
}

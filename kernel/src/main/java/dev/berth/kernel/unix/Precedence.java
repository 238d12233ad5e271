package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Keeps the calling thread from being interrupted in favor of ordinary ones, as {@code sched(7)} has it, for a few system
 * calls in a row; closing, by the same thread, makes it an ordinary one again. Takes CAP_SYS_NICE, and the kernel may have
 * no time for it to give: nothing happens then.
 */
public final class Precedence implements AutoCloseable {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int CALLING_THREAD = 0;
    private static final int LOWEST_PRIORITY = 1;

    private final boolean taken;

    private Precedence(boolean taken) {
        this.taken = taken;
    }

    /** Takes it; a thread that is none of the ordinary ones stays what it is. */
    public static Precedence take() {
        try {
            long policy = Syscall.call(SyscallNumber.SCHED_GETSCHEDULER, "this thread", CALLING_THREAD);
            return new Precedence(policy == SCHED_OTHER && set(SCHED_FIFO, LOWEST_PRIORITY));
        } catch (SyscallException refused) {
            return new Precedence(false);
        }
    }

    /** Whether this thread has it. */
    boolean isTaken() {
        return taken;
    }

    @Override
    public void close() {
        if (taken && !set(SCHED_OTHER, 0)) {
            throw new IllegalStateException("the kernel does not let a thread be an ordinary one again");
        }
    }

    private static boolean set(int policy, int priority) {
        try (Arena arena = Arena.ofConfined()) {
            // struct sched_param has this one field.
            MemorySegment param = arena.allocateFrom(ValueLayout.JAVA_INT, priority);
            Syscall.call(SyscallNumber.SCHED_SETSCHEDULER, "this thread", CALLING_THREAD, policy, param.address());
            return true;
        } catch (SyscallException refused) {
            return false;
        }
    }
}

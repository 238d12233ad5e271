package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;

/**
 * A way to end what a thread waits for within the kernel, such as a close that lingers; no interrupt of Java's does that.
 * What does not end by a signal goes on, and a thread that does not wait does not notice.
 *
 * <p>{@code tgkill(2)} with {@code SIGPIPE}: the one signal that every JVM handles, by doing nothing, for its sockets' sake.
 */
public final class Nudge {
    private static final int SIGPIPE = 13;

    private final long process = ProcessHandle.current().pid();
    private final long thread;

    private Nudge(long thread) {
        this.thread = thread;
    }

    /** For the calling thread. */
    public static Nudge ofThisThread() {
        try {
            return new Nudge(Syscall.call(SyscallNumber.GETTID, "this thread"));
        } catch (SyscallException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Ends what it waits for. From any thread, as long as that one lives. */
    public void give() {
        try {
            Syscall.call(SyscallNumber.TGKILL, "thread " + thread, process, thread, SIGPIPE);
        } catch (SyscallException gone) {
            // It waits for nothing any more.
        }
    }
}

package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Owns one file descriptor. Close it; a forgotten one is closed for you, and reported. With assertions enabled it remembers
 * where it was opened, which takes longer than many a system call. Safe for concurrent use.
 */
public final class Fd implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicInteger FORGOTTEN = new AtomicInteger();

    private static final int F_DUPFD_CLOEXEC = 1030;

    private final Slot slot;
    private final Cleaner.Cleanable leak;

    /** Takes ownership of a descriptor; what it is appears in messages. */
    public Fd(int number, String what) {
        slot = new Slot(number, new Origin(what), new AtomicBoolean());
        // The slot and not this: a cleaner must not reach what it waits for.
        leak = CLEANER.register(this, slot::reclaim);
    }

    /** A descriptor of our own for what somebody else's descriptor means: {@code F_DUPFD_CLOEXEC}. */
    public static Fd duplicate(int number, String what) throws SyscallException {
        return new Fd((int) Syscall.call(SyscallNumber.FCNTL, what, number, F_DUPFD_CLOEXEC, 0), what);
    }

    /**
     * The number, for a call that ends before this is closed.
     *
     * @throws IllegalStateException if closed
     */
    public int number() {
        if (slot.closed.get()) {
            throw new IllegalStateException("already closed", slot.origin);
        }
        return slot.number;
    }

    /** Tells whether it was closed. */
    boolean isClosed() {
        return slot.closed.get();
    }

    /** Closes the descriptor. Idempotent. */
    @Override
    public void close() {
        slot.close();
        leak.clean();
    }

    /** How many descriptors were forgotten in this JVM; a test suite ends with none. */
    public static int forgotten() {
        return FORGOTTEN.get();
    }

    /** Where a descriptor comes from. */
    private static final class Origin extends Exception {
        private static final long serialVersionUID = 1L;
        private static final boolean TRACED = Fd.class.desiredAssertionStatus();

        Origin(String what) {
            super("opened here: " + what, null, false, TRACED);
        }
    }

    private record Slot(int number, Origin origin, AtomicBoolean closed) {
        void close() {
            if (closed.compareAndSet(false, true)) {
                try {
                    Syscall.call(SyscallNumber.CLOSE, "fd " + number, number);
                } catch (SyscallException failed) {
                    // Linux has closed it all the same, whatever its file says of what was not written: EINTR, EIO and
                    // others. EBADF alone says that there was nothing to close, a bug of ours that must not stay
                    // silent.
                    if (failed.errno().equals(Errno.EBADF)) {
                        throw new IllegalStateException("closing fd " + number, failed);
                    }
                }
            }
        }

        void reclaim() {
            if (!closed.get()) {
                FORGOTTEN.incrementAndGet();
                System.getLogger(Fd.class.getName())
                        .log(System.Logger.Level.WARNING, "a descriptor was forgotten", origin);
                close();
            }
        }
    }
}

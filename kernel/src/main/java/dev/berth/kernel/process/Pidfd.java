package dev.berth.kernel.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.concurrent.TimeUnit;

/** A descriptor of a process, {@code pidfd_open(2)}: it never means a later process of the same number. */
final class Pidfd implements AutoCloseable {
    private static final int SIGTERM = 15;
    private static final short POLLIN = 1;

    /** {@code struct pollfd}. */
    static final StructLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));
    /** {@code struct timespec}. */
    static final StructLayout TIMESPEC =
            MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));

    private final Fd fd;
    private final String subject;

    private Pidfd(Fd fd, String subject) {
        this.fd = fd;
        this.subject = subject;
    }

    /**
     * The process that has this number now.
     *
     * @throws SyscallException {@code ESRCH} if none has
     */
    static Pidfd open(int pid) throws SyscallException {
        String subject = "pid " + pid;
        return new Pidfd(new Fd((int) Syscall.call(SyscallNumber.PIDFD_OPEN, subject, pid, 0), subject), subject);
    }

    /**
     * Asks the process to end.
     *
     * @throws SyscallException {@code ESRCH} if it has ended
     */
    void terminate() throws SyscallException {
        Syscall.call(SyscallNumber.PIDFD_SEND_SIGNAL, subject, fd.number(), SIGTERM, 0, 0);
    }

    /** Waits for the end of the process; tells whether it has come. */
    boolean hasEnded(long patienceMillis) throws SyscallException {
        long millis = Math.max(patienceMillis, 0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(POLLFD);
            poll.set(JAVA_INT, at(POLLFD, "fd"), fd.number());
            poll.set(JAVA_SHORT, at(POLLFD, "events"), POLLIN);
            MemorySegment left = arena.allocate(TIMESPEC);
            left.set(JAVA_LONG, at(TIMESPEC, "tv_sec"), TimeUnit.MILLISECONDS.toSeconds(millis));
            left.set(JAVA_LONG, at(TIMESPEC, "tv_nsec"), TimeUnit.MILLISECONDS.toNanos(millis % 1000));
            while (true) {
                try {
                    // The kernel leaves in the timespec how long is left, which libc's ppoll would hide.
                    return Syscall.call(SyscallNumber.PPOLL, subject, poll.address(), 1, left.address(), 0, 0) > 0;
                } catch (SyscallException refused) {
                    if (!refused.errno().equals(Errno.EINTR)) {
                        throw refused;
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        fd.close();
    }

    private static long at(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}

package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A descriptor of a process, {@code pidfd_open(2)}: it never means a later process of the same number. It is
 * {@linkplain Epoll#EPOLLIN readable} once the process has ended. Safe for concurrent use.
 */
public final class Pidfd implements AutoCloseable {
    private static final int SIGTERM = 15;
    private static final short POLLIN = 1;

    /** {@code struct pollfd}. */
    static final StructLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));
    /** {@code struct timespec}. */
    static final StructLayout TIMESPEC =
            MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));

    /** What {@code pidfd_open} says of a number that nobody has, and of one that is no number or a thread's alone. */
    private static final Set<Errno> NO_PROCESS = Set.of(Errno.ESRCH, Errno.EINVAL, Errno.ENOENT);

    private final Fd fd;
    private final int pid;
    private final String subject;

    /** Takes a descriptor of the process of this number, which is 0 where it has none in this pid namespace. */
    Pidfd(Fd fd, int pid) {
        this.fd = fd;
        this.pid = pid;
        this.subject = "pid " + pid;
    }

    /**
     * The process that has this number now.
     *
     * @throws SyscallException {@code ESRCH} if none has
     */
    public static Pidfd open(int pid) throws SyscallException {
        String subject = "pid " + pid;
        return new Pidfd(new Fd((int) Syscall.call(SyscallNumber.PIDFD_OPEN, subject, pid, 0), subject), pid);
    }

    /**
     * Tells whether a process has this number and has not ended. It knows those, too, that a {@code /proc} mounted with
     * {@code hidepid} hides from the caller.
     *
     * @throws SyscallException if nobody can tell, as no descriptor is left
     */
    public static boolean lives(int pid) throws SyscallException {
        try (Pidfd process = open(pid)) {
            return !process.hasEnded(0);
        } catch (SyscallException refused) {
            if (NO_PROCESS.contains(refused.errno())) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * The life of the process, as the guard knows it: empty once it has ended, {@link Life#NOBODY} where the process has
     * no number here, or another than the kernel's own, for one of both lives in a pid namespace of its own.
     */
    public Optional<Life> life() throws IOException {
        if (pid == 0 || Callers.life().equals(Life.NOBODY)) {
            return hasEnded(0) ? Optional.empty() : Optional.of(Life.NOBODY);
        }
        try {
            Life life = ProcessStat.read("/proc/" + pid + "/stat").life();
            // Alive after its number was looked up, it had that number meanwhile, and nobody else.
            return hasEnded(0) ? Optional.empty() : Optional.of(life);
        } catch (IOException unreadable) {
            if (hasEnded(0)) {
                return Optional.empty();
            }
            throw unreadable;
        }
    }

    /**
     * Asks the process to end.
     *
     * @throws SyscallException {@code ESRCH} if it has ended
     */
    public void terminate() throws SyscallException {
        Syscall.call(SyscallNumber.PIDFD_SEND_SIGNAL, subject, fd.number(), SIGTERM, 0, 0);
    }

    /** Waits for the end of the process, which comes with that of its last thread; tells whether it has come. */
    public boolean hasEnded(long patienceMillis) throws SyscallException {
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

    /** The descriptor, to be waited for. */
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }

    private static long at(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}

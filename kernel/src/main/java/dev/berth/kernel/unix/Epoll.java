package dev.berth.kernel.unix;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * Waits for many descriptors at once, {@code epoll(7)}, level-triggered. Each is watched under a number of the caller's.
 * Changes may come from any thread; one thread waits.
 */
public final class Epoll implements AutoCloseable {
    /** There is something to read, or the other end has closed. */
    public static final int EPOLLIN = 1;
    /** There is room to write. */
    public static final int EPOLLOUT = 4;

    /** {@code struct epoll_event}, which x86-64 alone packs. */
    static final StructLayout EPOLL_EVENT = layout(System.getProperty("os.arch"));

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLL_CTL_MOD = 3;
    private static final long EVENTS = at("events");
    private static final long DATA = at("data");
    private static final int MOST = 64;

    private final Fd epoll;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment ready = arena.allocate(EPOLL_EVENT, MOST);

    /** Takes what is ready. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One is.
         *
         * @param number the caller's number
         * @param events {@link #EPOLLIN} and {@link #EPOLLOUT}, and whatever else the kernel says
         */
        void ready(long number, int events);
    }

    /** Watches nothing yet. */
    public Epoll() throws SyscallException {
        epoll = new Fd((int) Syscall.call(SyscallNumber.EPOLL_CREATE1, "epoll", EPOLL_CLOEXEC), "epoll");
    }

    /** Watches a descriptor. */
    public void add(Fd fd, long number, int events) throws SyscallException {
        add(fd.number(), number, events);
    }

    /** As {@link #add(Fd, long, int)}; by its number, of a descriptor that is open and stays so. */
    public void add(int descriptor, long number, int events) throws SyscallException {
        control(EPOLL_CTL_ADD, descriptor, number, events);
    }

    /** Watches it for something else. */
    public void change(Fd fd, long number, int events) throws SyscallException {
        control(EPOLL_CTL_MOD, fd.number(), number, events);
    }

    /** Watches it no more. Closing does the same where nobody else has a copy. */
    public void remove(Fd fd) throws SyscallException {
        remove(fd.number());
    }

    /** As {@link #remove(Fd)}, by its number. */
    public void remove(int descriptor) throws SyscallException {
        control(EPOLL_CTL_DEL, descriptor, 0, 0);
    }

    /**
     * Waits until some are ready, and hands them out.
     *
     * @param millis how long at most; -1 for as long as it takes
     */
    public void await(int millis, Sink sink) throws SyscallException {
        long found;
        try {
            found = Syscall.call(
                    SyscallNumber.EPOLL_PWAIT, "epoll", epoll.number(), ready.address(), MOST, millis, 0, 0);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EINTR)) {
                return;
            }
            throw refused;
        }
        for (long i = 0; i < found; i++) {
            long event = i * EPOLL_EVENT.byteSize();
            sink.ready(ready.get(JAVA_LONG_UNALIGNED, event + DATA), ready.get(JAVA_INT_UNALIGNED, event + EVENTS));
        }
    }

    @Override
    public void close() {
        epoll.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private void control(int operation, int descriptor, long number, int events) throws SyscallException {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment event = call.allocate(EPOLL_EVENT);
            event.set(JAVA_INT_UNALIGNED, EVENTS, events);
            event.set(JAVA_LONG_UNALIGNED, DATA, number);
            Syscall.call(SyscallNumber.EPOLL_CTL, "epoll", epoll.number(), operation, descriptor, event.address());
        }
    }

    static StructLayout layout(String architecture) {
        return SyscallNumber.isGeneric(architecture)
                ? structLayout(
                        JAVA_INT.withName("events"), paddingLayout(Integer.BYTES), JAVA_LONG_UNALIGNED.withName("data"))
                : structLayout(JAVA_INT.withName("events"), JAVA_LONG_UNALIGNED.withName("data"));
    }

    private static long at(String field) {
        return EPOLL_EVENT.byteOffset(PathElement.groupElement(field));
    }
}

package dev.berth.daemon;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.EventFd;
import dev.berth.kernel.unix.Fd;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The one thread that reads and writes: waits for descriptors, and calls who registered them. Everything but
 * {@link #execute} and {@link #stop} belongs to that thread.
 */
final class Loop implements Executor, AutoCloseable {
    private static final long WAKE = 0;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Epoll epoll;
    private final EventFd wake;
    private final Log log;
    private final Map<Long, Handler> handlers = new HashMap<>();
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private long nextNumber = WAKE + 1;
    private long turn;
    private volatile boolean stopped;

    /** Is called when its descriptor is ready. */
    @FunctionalInterface
    interface Handler {
        /**
         * It is.
         *
         * @param events as {@link Epoll} says them
         */
        void ready(int events);

        /** {@link #ready} threw what nobody has foreseen, and it was logged: nothing more is to come of this. */
        default void broken() {}
    }

    Loop(Log log) throws SyscallException {
        this.log = log;
        epoll = new Epoll();
        wake = new EventFd();
        epoll.add(wake.fd(), WAKE, Epoll.EPOLLIN);
    }

    /** Watches a descriptor, under the number that is answered. */
    long add(Fd fd, int events, Handler handler) throws SyscallException {
        return add(fd.number(), events, handler);
    }

    /** The same, by the number of a descriptor that stays open until it is watched no more. */
    long add(int descriptor, int events, Handler handler) throws SyscallException {
        long number = nextNumber++;
        epoll.add(descriptor, number, events);
        handlers.put(number, handler);
        return number;
    }

    /** Watches a descriptor for something else. */
    void change(Fd fd, long number, int events) throws SyscallException {
        epoll.change(fd, number, events);
    }

    /** Watches it no more; to be called before it is closed. */
    void remove(Fd fd, long number) {
        remove(fd.number(), number);
    }

    /** The same, by its number. */
    void remove(int descriptor, long number) {
        if (handlers.remove(number) != null) {
            try {
                epoll.remove(descriptor);
            } catch (SyscallException gone) {
                // It is closed next.
            }
        }
    }

    /** Has the loop's thread do something. From any thread. */
    @Override
    public void execute(Runnable errand) {
        errands.add(errand);
        wake.raise();
    }

    /** Counts the loop's turns: whoever is ready is called once in each. */
    long turn() {
        return turn;
    }

    /** Ends {@link #run}. From any thread. */
    void stop() {
        stopped = true;
        wake.raise();
    }

    /**
     * Serves until it is stopped.
     *
     * @param everyMillis how often, at least about, to do what nobody asks for
     * @param upkeep that
     */
    void run(long everyMillis, Runnable upkeep) throws SyscallException {
        long due = System.nanoTime();
        while (!stopped) {
            long left = (due - System.nanoTime()) / NANOS_PER_MILLI;
            if (left <= 0) {
                guarded(upkeep);
                due = System.nanoTime() + everyMillis * NANOS_PER_MILLI;
                left = everyMillis;
            }
            turn++;
            epoll.await(errands.isEmpty() ? (int) left : 0, this::dispatch);
            // No more than are there: those that errands themselves leave behind come after whoever is ready by then.
            for (int n = errands.size(); n > 0; n--) {
                guarded(errands.remove());
            }
        }
    }

    @Override
    public void close() {
        epoll.close();
        wake.close();
    }

    private void dispatch(long number, int events) {
        if (number == WAKE) {
            wake.lower();
            return;
        }
        // Gone where a handler that was called just before has closed it.
        Handler handler = handlers.get(number);
        if (handler != null && !guarded(() -> handler.ready(events))) {
            handler.broken();
        }
    }

    /** One client's mishap is not everybody's end. */
    private boolean guarded(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException unforeseen) {
            log.broken("while serving", unforeseen);
            return false;
        }
    }
}

package dev.berth.daemon;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.SocketDescription;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes what strangers have passed, by threads that may wait: whoever closes the last copy may be held up, by a socket that
 * lingers or a file whose server does not answer, and who means to do that sees to it that it is the last. Each user has
 * one thread at most for sockets and one for everything else, so nobody waits for what others have passed.
 *
 * <p>Sockets wait in the kernel in a way that a nudge ends, so that none is waited for longer than a moment, whatever its
 * owner has set. Safe for concurrent use.
 */
final class Closers implements AutoCloseable {
    /** So many users at once, each of whom has something to be waited for. */
    private static final int MOST_THREADS = 256;

    private static final int IDLE_SECONDS = 10;
    /** Longer than any close takes that nobody has drawn out. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new Handover(), Closers::thread, Handover::keep);
    private final Map<Thread, ClosingQueue> attended = new ConcurrentHashMap<>();
    private final Log log;

    /** Nothing to close yet, and no thread. */
    Closers(Log log) {
        this.log = log;
    }

    /** Hands work to a thread that waits for it; where none does and no more may be made, it is kept. */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        static void keep(Runnable work, ThreadPoolExecutor pool) {
            ((Handover) pool.getQueue()).put(work);
        }
    }

    /** Closes descriptors that a user has passed. */
    void close(Collection<Fd> passed, Allowance allowance) {
        for (Fd one : passed) {
            close(one, allowance, Runnable::run, () -> {});
        }
    }

    /**
     * Closes one, and has something done then: after a socket of IPv4 or IPv6 was closed, so that no copy of ours outlives
     * its owner's, and at once for everything else, since nobody can tell how long that takes.
     *
     * @param executor where
     * @param then what
     */
    void close(Fd passed, Allowance allowance, Executor executor, Runnable then) {
        if (isInternet(passed)) {
            add(allowance.sockets(), allowance, passed::close, () -> executor.execute(then));
        } else {
            add(allowance.files(), allowance, passed::close, () -> {});
            then.run();
        }
    }

    /** Closes connections of a user, with whatever they have passed and nobody has received. */
    Executor connections(Allowance allowance) {
        return closing -> add(allowance.sockets(), allowance, closing, () -> {});
    }

    /** Has nothing wait too long that can be helped. To be called now and then. */
    void hurry() {
        attended.values().forEach(queue -> queue.hurry(LONGEST_NANOS));
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** It counts for the user until it is closed. */
    private void add(ClosingQueue queue, Allowance allowance, Runnable closing, Runnable then) {
        allowance.closing(1);
        if (allowance.isStuck()) {
            queue.hurry(0); // one more, one less: it gets no longer by who comes again and again
        }
        boolean unattended = queue.add(() -> {
            try {
                closing.run();
            } catch (RuntimeException unforeseen) {
                log.broken("while closing", unforeseen);
            } finally {
                allowance.closing(-1);
                then.run();
            }
        });
        if (unattended) {
            threads.execute(() -> attend(queue));
        }
    }

    private void attend(ClosingQueue queue) {
        attended.put(Thread.currentThread(), queue);
        try {
            queue.attend();
        } finally {
            attended.remove(Thread.currentThread());
        }
    }

    private static boolean isInternet(Fd passed) {
        try {
            return SocketDescription.of(passed)
                    .filter(SocketDescription::isInternet)
                    .isPresent();
        } catch (SyscallException unknown) {
            return false;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "berthd closes");
        thread.setDaemon(true);
        return thread;
    }
}

package dev.berth.daemon;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes descriptors of strangers that may have to be waited for, such as files whose server does not answer. What waits
 * for one user takes none of the loop's time, and none of what others read. Safe for concurrent use.
 */
final class Closers implements AutoCloseable {
    private static final int MOST_THREADS = 4;
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads;

    /** Nothing to close yet, and no thread. */
    Closers() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "berthd closes");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Closes something, which counts for a user until it is closed. */
    void close(Runnable closing, Allowance allowance) {
        allowance.closing(1);
        threads.execute(() -> {
            try {
                closing.run();
            } finally {
                allowance.closing(-1);
            }
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

package dev.berth.client;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Something that another thread does meanwhile. */
final class Apart<T> {
    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Apart(Callable<T> work) {
        thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failed) {
                result.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
    }

    static <T> Apart<T> from(Callable<T> work) {
        Apart<T> apart = new Apart<>(work);
        apart.thread.start();
        return apart;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Returns once the thread waits for another one. */
    void awaitWaiting() {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    T result() throws Exception {
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

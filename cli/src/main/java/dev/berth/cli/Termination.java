package dev.berth.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a process that serves ends when it is asked to, with SIGTERM or SIGINT: it stops, tidies up, and then says that all
 * went well, where the JVM by itself would end as killed. Closed last, when everything is tidied up.
 */
final class Termination implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch tidied = new CountDownLatch(1);
    private Runnable stop = () -> {};
    private boolean asked;

    /** Begins to listen to who asks. */
    Termination() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "berthd end"));
    }

    /** Has something stopped when the process is asked to end, and at once if it was. */
    void stops(Runnable serving) {
        synchronized (this) {
            stop = serving;
            if (!asked) {
                return;
            }
        }
        serving.run();
    }

    @Override
    public void close() {
        tidied.countDown();
    }

    private void end() {
        if (tidied.getCount() == 0) {
            return; // it has stopped by itself, and the process ends as it means to
        }
        Runnable serving;
        synchronized (this) {
            asked = true;
            serving = stop;
        }
        serving.run();
        try {
            if (tidied.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Exit.DONE.number());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

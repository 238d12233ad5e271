package dev.berth.daemon;

import dev.berth.kernel.unix.Nudge;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What is to be closed for one user, one after the other. Safe for concurrent use. */
final class ClosingQueue {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean attended;
    /** The thread that closes something at the moment. */
    private @Nullable Nudge closer;

    private long begun;

    /** One more; tells whether nobody attends to the queue, and so somebody has to. */
    synchronized boolean add(Runnable closing) {
        waiting.add(closing);
        boolean unattended = !attended;
        attended = true;
        return unattended;
    }

    /** Closes, until nothing is left. */
    void attend() {
        Nudge own = Nudge.ofThisThread();
        for (Runnable next = next(own); next != null; next = next(own)) {
            next.run();
        }
    }

    /** Has what is being closed wait no longer, where it has waited for so long. */
    synchronized void hurry(long nanos) {
        if (closer != null && System.nanoTime() - begun >= nanos) {
            closer.give();
        }
    }

    private synchronized @Nullable Runnable next(Nudge own) {
        Runnable next = waiting.poll();
        attended = next != null;
        closer = attended ? own : null;
        begun = System.nanoTime();
        return next;
    }
}

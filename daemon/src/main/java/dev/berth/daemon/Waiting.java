package dev.berth.daemon;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The calls of one user that want the same thread: one at a time is handed to it, so that users take turns there. Belongs to
 * the loop's thread.
 */
final class Waiting {
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private boolean underWay;

    /** One more, which is handed over now, or when those before it are done. */
    void add(Runnable handOver) {
        if (underWay) {
            calls.add(handOver);
        } else {
            underWay = true;
            handOver.run();
        }
    }

    /** The one that was handed over is done. */
    void done() {
        Runnable next = calls.poll();
        underWay = next != null;
        if (next != null) {
            next.run();
        }
    }
}

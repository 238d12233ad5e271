package dev.berth.it.ports;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has started in walls that it shares with others: it ends with the test, however that went. */
final class Started {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /** Has it end with the test. */
    <T extends AutoCloseable> T with(T one) {
        running.push(one);
        return one;
    }

    /** Ends all of them, the last first. */
    void end() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}

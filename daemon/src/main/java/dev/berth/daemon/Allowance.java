package dev.berth.daemon;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one user may make berthd keep: connections, and bytes that wait, of calls that are not whole yet and of answers
 * that are not read; and descriptors that it has passed and that are not closed yet, since closing them takes long. Belongs
 * to the loop's thread, but for {@link #closing}.
 */
final class Allowance {
    /** As many as berthd is built for, and some more. */
    static final int MOST_CONNECTIONS = 8192;
    /** Some answers to {@code List} on a full machine, or a hundred calls that do not end. */
    static final long MOST_BYTES = 16 * 1024 * 1024;

    /** A few processes' mishap; many are meant to use up the descriptors that berthd may have. */
    static final int MOST_CLOSING = 1024;

    private final AtomicInteger closing = new AtomicInteger();
    private int connections;
    private long bytes;

    /** One connection more; false, and nothing is counted, if that is too many. */
    boolean connect() {
        if (connections == MOST_CONNECTIONS || isStuck()) {
            return false;
        }
        connections++;
        return true;
    }

    void disconnect() {
        connections--;
    }

    /** So many bytes more or fewer; false if it is too much now, though counted. */
    boolean change(int more) {
        bytes += more;
        return more <= 0 || bytes <= MOST_BYTES;
    }

    /** So many bytes fewer. */
    void give(int fewer) {
        bytes -= fewer;
    }

    /** So many descriptors more or fewer are being closed. From any thread. */
    void closing(int more) {
        closing.addAndGet(more);
    }

    /** Tells whether too many descriptors cannot be closed. */
    boolean isStuck() {
        return closing.get() > MOST_CLOSING;
    }

    boolean isUnused() {
        return connections == 0 && closing.get() == 0;
    }
}

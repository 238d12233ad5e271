package dev.berth.daemon;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one user may make berthd keep: connections, and bytes that wait, of calls that are not answered yet and of answers
 * that are not read; and descriptors that it has passed and that are not closed yet, since closing them takes long. Belongs
 * to the loop's thread, but for {@link #closing} and the queues.
 */
final class Allowance {
    /** As many as berthd is built for, and some more. */
    static final int MOST_CONNECTIONS = 8192;
    /**
     * An answer to {@code List} where much is held, or a hundred calls that do not end. One answer at a time may be longer,
     * and is not counted then: what was asked for is not too much.
     */
    static final long MOST_BYTES = 16 * 1024 * 1024;

    /** A few processes' mishap; more are meant to use up the descriptors that berthd may have. */
    static final int MOST_CLOSING = 1024;

    private final AtomicInteger closing = new AtomicInteger();
    private final ClosingQueue sockets = new ClosingQueue();
    private final ClosingQueue files = new ClosingQueue();
    private final Share share = new Share();
    private final Waiting changes = new Waiting();
    private final Waiting reads = new Waiting();
    private int connections;
    private long bytes;
    private boolean longAnswer;

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

    /** Takes an answer that is longer, one at a time; false if there is one already. */
    boolean takeLong() {
        boolean first = !longAnswer;
        longAnswer = true;
        return first;
    }

    /** The long one was sent. */
    void giveLong() {
        longAnswer = false;
    }

    /** So many bytes fewer. */
    void give(int fewer) {
        bytes -= fewer;
    }

    /** Sockets that it has passed, and connections, which are to be closed. */
    ClosingQueue sockets() {
        return sockets;
    }

    /** Everything else that is. */
    ClosingQueue files() {
        return files;
    }

    /** The user's share of the loop's time. */
    Share share() {
        return share;
    }

    /** The user's changes at the desk. */
    Waiting changes() {
        return changes;
    }

    /** The user's reads there. */
    Waiting reads() {
        return reads;
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

package dev.berth.daemon;

/**
 * What one user may make berthd keep: connections, and bytes that wait, of calls that are not whole yet and of answers
 * that are not read. Belongs to the loop's thread.
 */
final class Allowance {
    /** As many as berthd is built for, and some more. */
    static final int MOST_CONNECTIONS = 8192;
    /** Some answers to {@code List} on a full machine, or a hundred calls that do not end. */
    static final long MOST_BYTES = 16 * 1024 * 1024;

    private int connections;
    private long bytes;

    /** One connection more; false, and nothing is counted, if that is too many. */
    boolean connect() {
        if (connections == MOST_CONNECTIONS) {
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

    boolean isUnused() {
        return connections == 0;
    }
}

package dev.berth.api;

/**
 * What the kernel waits for on behalf of a TCP socket.
 *
 * @param kind what is done when it is over
 * @param millis how long from now, in milliseconds
 * @param retransmits how often it was done already since the last progress
 */
public record EntryTimer(Kind kind, long millis, int retransmits) {
    /** What is done when a timer is over. */
    public enum Kind {
        /** Nothing: no timer runs. */
        NONE,
        /** Data are sent again. */
        RETRANSMIT,
        /** The peer is asked whether it is still there. */
        KEEPALIVE,
        /** The port is free. */
        TIME_WAIT,
        /** The peer is asked whether it takes data again. */
        PROBE
    }

    /** No timer runs. */
    public static final EntryTimer NONE = new EntryTimer(Kind.NONE, 0, 0);
}

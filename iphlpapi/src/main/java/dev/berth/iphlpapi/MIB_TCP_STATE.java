package dev.berth.iphlpapi;

/** {@code MIB_TCP_STATE}, iprtrmib.h: what {@code dwState} of an entry of the TCP table says. */
public final class MIB_TCP_STATE {
    /** Closed. */
    public static final int MIB_TCP_STATE_CLOSED = 1;
    /** Waits for connections. */
    public static final int MIB_TCP_STATE_LISTEN = 2;
    /** Has asked for a connection. */
    public static final int MIB_TCP_STATE_SYN_SENT = 3;
    /** Was asked for a connection and has answered. */
    public static final int MIB_TCP_STATE_SYN_RCVD = 4;
    /** Connected. */
    public static final int MIB_TCP_STATE_ESTAB = 5;
    /** Has closed its side. */
    public static final int MIB_TCP_STATE_FIN_WAIT1 = 6;
    /** Has closed its side, and the peer knows. */
    public static final int MIB_TCP_STATE_FIN_WAIT2 = 7;
    /** The peer has closed its side. */
    public static final int MIB_TCP_STATE_CLOSE_WAIT = 8;
    /** Both sides have closed at once. */
    public static final int MIB_TCP_STATE_CLOSING = 9;
    /** The peer has closed first, and this side too. */
    public static final int MIB_TCP_STATE_LAST_ACK = 10;
    /** Closed, while late segments may still be about. */
    public static final int MIB_TCP_STATE_TIME_WAIT = 11;
    /** To be ended: only ever set, never read. */
    public static final int MIB_TCP_STATE_DELETE_TCB = 12;

    private MIB_TCP_STATE() {}
}

package dev.berth.testkit;

/** What may be asked of a socket before it is bound. */
public enum SocketOption {
    /** {@code SO_REUSEADDR}. */
    REUSEADDR,
    /** {@code SO_REUSEPORT}. */
    REUSEPORT
}

package dev.berth.api;

/** What a named consumer needs for the ports of a reservation below 1024. */
public enum LowPorts {
    /** Being named is enough: the default. */
    FREE_FOR_CONSUMERS,
    /** {@code CAP_NET_BIND_SERVICE} as well, as without a reservation. */
    PRIVILEGED
}

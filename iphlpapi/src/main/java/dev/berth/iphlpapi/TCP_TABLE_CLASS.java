package dev.berth.iphlpapi;

/** {@code TCP_TABLE_CLASS}, iprtrmib.h: which rows of the TCP table are asked for. The ordinal is C's number. */
public enum TCP_TABLE_CLASS {
    /** {@link MIB_TCPROW}s of listeners. */
    TCP_TABLE_BASIC_LISTENER,
    /** {@link MIB_TCPROW}s of connections. */
    TCP_TABLE_BASIC_CONNECTIONS,
    /** {@link MIB_TCPROW}s of all. */
    TCP_TABLE_BASIC_ALL,
    /** {@link MIB_TCPROW_OWNER_PID}s of listeners. */
    TCP_TABLE_OWNER_PID_LISTENER,
    /** {@link MIB_TCPROW_OWNER_PID}s of connections. */
    TCP_TABLE_OWNER_PID_CONNECTIONS,
    /** {@link MIB_TCPROW_OWNER_PID}s of all. */
    TCP_TABLE_OWNER_PID_ALL,
    /** Rows with the module of the owner: Berth has none of these. */
    TCP_TABLE_OWNER_MODULE_LISTENER,
    /** Rows with the module of the owner: Berth has none of these. */
    TCP_TABLE_OWNER_MODULE_CONNECTIONS,
    /** Rows with the module of the owner: Berth has none of these. */
    TCP_TABLE_OWNER_MODULE_ALL
}

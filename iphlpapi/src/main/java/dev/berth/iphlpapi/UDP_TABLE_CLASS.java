package dev.berth.iphlpapi;

/** {@code UDP_TABLE_CLASS}, iprtrmib.h: which rows of the UDP table are asked for. The ordinal is C's number. */
public enum UDP_TABLE_CLASS {
    /** {@link MIB_UDPROW}s. */
    UDP_TABLE_BASIC,
    /** {@link MIB_UDPROW_OWNER_PID}s. */
    UDP_TABLE_OWNER_PID,
    /** Rows with the module of the owner: Berth has none of these. */
    UDP_TABLE_OWNER_MODULE
}

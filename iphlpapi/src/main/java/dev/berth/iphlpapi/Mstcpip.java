package dev.berth.iphlpapi;

/** The constants of mstcpip.h and winsock2.h that speak of port reservations. */
public final class Mstcpip {
    /** Control codes of a vendor's own. */
    public static final int IOC_VENDOR = 0x1800_0000;
    /** The control code hands something in. */
    public static final int IOC_IN = 0x8000_0000;

    /** Acquires a runtime reservation. */
    public static final int SIO_ACQUIRE_PORT_RESERVATION = IOC_IN | IOC_VENDOR | 100;
    /** Gives a runtime reservation back. */
    public static final int SIO_RELEASE_PORT_RESERVATION = IOC_IN | IOC_VENDOR | 101;
    /** Lets a socket bind inside a reservation. */
    public static final int SIO_ASSOCIATE_PORT_RESERVATION = IOC_IN | IOC_VENDOR | 102;

    /** No token. */
    public static final long INVALID_PORT_RESERVATION_TOKEN = 0;

    private Mstcpip() {}
}

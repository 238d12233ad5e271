package dev.berth.iphlpapi;

/**
 * The codes of winerror.h and winsock2.h that Berth answers, as the numbers that a program compares with. {@link
 * dev.berth.api.Code} has their texts.
 */
public final class Winerror {
    /** Done. */
    public static final int NO_ERROR = 0;
    /** Not an administrator. */
    public static final int ERROR_ACCESS_DENIED = 5;
    /** A port is in use, reserved or excluded. */
    public static final int ERROR_SHARING_VIOLATION = 32;
    /** This machine lacks what it takes. */
    public static final int ERROR_NOT_SUPPORTED = 50;
    /** What Windows really answers to an unprivileged SetTcpEntry. */
    public static final int ERROR_NETWORK_ACCESS_DENIED = 65;
    /** Zero, past the end, or otherwise no sound parameter. */
    public static final int ERROR_INVALID_PARAMETER = 87;
    /** The store's file system is full. */
    public static final int ERROR_DISK_FULL = 112;
    /** The buffer does not hold the answer. */
    public static final int ERROR_INSUFFICIENT_BUFFER = 122;
    /** No such connection, of SetTcpEntry. */
    public static final int ERROR_MR_MID_NOT_FOUND = 317;
    /** An overlapped call was given up. */
    public static final int WSA_OPERATION_ABORTED = 995;
    /** An overlapped call is under way. */
    public static final int WSA_IO_PENDING = 997;
    /** The store or the kernel failed to read or write. */
    public static final int ERROR_IO_DEVICE = 1117;
    /** No such reservation or exclusion. */
    public static final int ERROR_NOT_FOUND = 1168;
    /** Interrupted. */
    public static final int WSAEINTR = 10004;
    /** The port is somebody else's. */
    public static final int WSAEACCES = 10013;
    /** A pointer that leads nowhere. */
    public static final int WSAEFAULT = 10014;
    /** A block, token or socket that does not fit the call. */
    public static final int WSAEINVAL = 10022;
    /** Another call is under way. */
    public static final int WSAEINPROGRESS = 10036;
    /** Not a socket. */
    public static final int WSAENOTSOCK = 10038;
    /** Neither TCP nor UDP. */
    public static final int WSAEOPNOTSUPP = 10045;
    /** A port of the block is in use, reserved or excluded. */
    public static final int WSAEADDRINUSE = 10048;
    /** The network is down. */
    public static final int WSAENETDOWN = 10050;
    /** No block of that size is left. */
    public static final int WSAENOBUFS = 10055;

    private Winerror() {}
}

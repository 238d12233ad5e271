package dev.berth.iphlpapi;

/** The constants of winsock2.h that {@link WinSock} takes and answers, and the families of {@link IpHelper}'s tables. */
public final class WinSock2 {
    /** IPv4. */
    public static final int AF_INET = 2;
    /** IPv6: 23 on Windows, where Linux has 10. */
    public static final int AF_INET6 = 23;
    /** A stream of bytes. */
    public static final int SOCK_STREAM = 1;
    /** Datagrams. */
    public static final int SOCK_DGRAM = 2;
    /** Transmission control. */
    public static final int IPPROTO_TCP = 6;
    /** Datagrams with ports. */
    public static final int IPPROTO_UDP = 17;
    /** As many connections may wait for being accepted as this machine permits. */
    public static final int SOMAXCONN = 0x7fff_ffff;
    /** Every address of this machine. */
    public static final int INADDR_ANY = 0;
    /** No socket. */
    public static final long INVALID_SOCKET = -1;
    /** It failed: ask {@link WinSock#WSAGetLastError}. */
    public static final int SOCKET_ERROR = -1;

    private WinSock2() {}
}

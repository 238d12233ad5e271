package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.INET_PORT_RESERVATION_TOKEN;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.SOCKADDR_IN;
import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.WinSock2;

/** A socket takes a port of a reservation, each step with a line. */
final class Consuming {
    /** Makes a socket, associates it with the token, binds it to port 0, prints its port and closes it. */
    static void of(long token, int type, int protocol) {
        try (WinSock winSock = WinSock.ofThisMachine()) {
            long sock = winSock.socket(WinSock2.AF_INET, type, protocol);
            if (sock == WinSock2.INVALID_SOCKET) {
                System.out.println("socket function failed with error = " + winSock.WSAGetLastError());
                return;
            }
            System.out.println("socket function succeeded");
            take(winSock, sock, token);
            if (winSock.closesocket(sock) == WinSock2.SOCKET_ERROR) {
                System.out.println("closesocket failed with error = " + winSock.WSAGetLastError());
            }
        }
    }

    private static void take(WinSock winSock, long sock, long token) {
        int[] bytesReturned = {0};
        if (winSock.WSAIoctl(
                        sock,
                        Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION,
                        new INET_PORT_RESERVATION_TOKEN(token).write(),
                        null,
                        bytesReturned)
                != 0) {
            System.out.println(
                    "WSAIoctl(SIO_ASSOCIATE_PORT_RESERVATION) failed with error = " + winSock.WSAGetLastError());
            return;
        }
        System.out.println("WSAIoctl(SIO_ASSOCIATE_PORT_RESERVATION) succeeded, bytesReturned = " + bytesReturned[0]);
        SOCKADDR_IN service = new SOCKADDR_IN((short) WinSock2.AF_INET, (short) 0, WinSock2.INADDR_ANY);
        if (winSock.bind(sock, service) == WinSock2.SOCKET_ERROR) {
            System.out.println("bind failed with error = " + winSock.WSAGetLastError());
            return;
        }
        System.out.println("bind succeeded");
        SOCKADDR_IN[] sockName = {service};
        if (winSock.getsockname(sock, sockName) == WinSock2.SOCKET_ERROR) {
            System.out.println("getsockname failed with error = " + winSock.WSAGetLastError());
            return;
        }
        System.out.println("getsockname succeeded");
        System.out.println("Port number allocated = " + IpHelper.ntohs(sockName[0].sin_port()));
    }

    private Consuming() {}
}

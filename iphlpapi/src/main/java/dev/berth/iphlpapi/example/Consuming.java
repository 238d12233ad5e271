package dev.berth.iphlpapi.example;

import dev.berth.iphlpapi.IN6_ADDR;
import dev.berth.iphlpapi.INET_PORT_RESERVATION_TOKEN;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.SOCKADDR;
import dev.berth.iphlpapi.SOCKADDR_IN;
import dev.berth.iphlpapi.SOCKADDR_IN6;
import dev.berth.iphlpapi.WinSock;
import dev.berth.iphlpapi.WinSock2;

/** A socket takes a port of a reservation, each step with a line. */
final class Consuming {
    /** Makes a socket, associates it with the token, binds it to port 0, prints its port and closes it. */
    static void of(long token, int type, int protocol) {
        try (WinSock winSock = WinSock.ofThisMachine()) {
            long sock = winSock.socket(WinSock2.AF_INET, type, protocol);
            if (Steps.isError("socket function", sock, winSock)) {
                return;
            }
            take(winSock, sock, WinSock2.AF_INET, token);
            Steps.close("closesocket", sock, winSock);
        }
    }

    /** Associates a socket of a family with the token, binds it to port 0 and prints its port. */
    static void take(WinSock winSock, long sock, int family, long token) {
        var in = new INET_PORT_RESERVATION_TOKEN(token);
        if (Steps.isError(
                "SIO_ASSOCIATE_PORT_RESERVATION",
                bytesReturned ->
                        winSock.WSAIoctl(sock, Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, in.write(), null, bytesReturned),
                winSock)) {
            return;
        }
        SOCKADDR service = family == WinSock2.AF_INET6
                ? new SOCKADDR_IN6((short) family, (short) 0, 0, new IN6_ADDR(0, 0), 0)
                : new SOCKADDR_IN((short) family, (short) 0, WinSock2.INADDR_ANY);
        if (Steps.isError("bind", winSock.bind(sock, service), winSock)) {
            return;
        }
        SOCKADDR[] sockName = {service};
        if (Steps.isError("getsockname", winSock.getsockname(sock, sockName), winSock)) {
            return;
        }
        System.out.println("Port number allocated = " + IpHelper.ntohs(port(sockName[0])));
    }

    private static short port(SOCKADDR name) {
        return switch (name) {
            case SOCKADDR_IN four -> four.sin_port();
            case SOCKADDR_IN6 six -> six.sin6_port();
        };
    }

    private Consuming() {}
}

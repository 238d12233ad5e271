package dev.berth.iphlpapi.example;

import static dev.berth.iphlpapi.IpHelper.htons;
import static dev.berth.iphlpapi.IpHelper.ntohs;

import dev.berth.iphlpapi.INET_PORT_RANGE;
import dev.berth.iphlpapi.INET_PORT_RESERVATION_INSTANCE;
import dev.berth.iphlpapi.INET_PORT_RESERVATION_TOKEN;
import dev.berth.iphlpapi.Mstcpip;
import dev.berth.iphlpapi.WinSock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which a reservation was acquired.
 *
 * @param sock the socket
 * @param token the token of the reservation
 */
record Acquiring(long sock, long token) {
    /** Makes a socket and acquires a reservation on it, each step with a line; null where one failed. */
    static @Nullable Acquiring of(WinSock winSock, RuntimeArguments wanted) {
        long sock = winSock.socket(wanted.family(), wanted.type(), wanted.protocol());
        if (Steps.isError("socket function", sock, winSock)) {
            return null;
        }
        Arguments ports = wanted.ports();
        ByteBuffer range = new INET_PORT_RANGE(htons(ports.startPort()), (short) ports.numPorts()).write();
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE);
        if (Steps.isError(
                "SIO_ACQUIRE_PORT_RESERVATION",
                bytesReturned ->
                        winSock.WSAIoctl(sock, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, range, out, bytesReturned),
                winSock)) {
            Steps.close("closesocket", sock, winSock);
            return null;
        }
        var instance = INET_PORT_RESERVATION_INSTANCE.read(out, 0);
        System.out.println("  Starting port = " + ntohs(instance.StartPort()) + ", Number of ports = "
                + Short.toUnsignedInt(instance.NumberOfPorts()) + ", Token = "
                + Long.toUnsignedString(instance.Token()));
        return new Acquiring(sock, instance.Token());
    }

    /** Gives the reservation back, with a line. */
    void release(WinSock winSock) {
        var in = new INET_PORT_RESERVATION_TOKEN(token);
        Steps.isError(
                "SIO_RELEASE_PORT_RESERVATION",
                bytesReturned ->
                        winSock.WSAIoctl(sock, Mstcpip.SIO_RELEASE_PORT_RESERVATION, in.write(), null, bytesReturned),
                winSock);
    }
}

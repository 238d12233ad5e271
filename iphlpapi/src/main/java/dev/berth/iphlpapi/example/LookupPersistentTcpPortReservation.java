package dev.berth.iphlpapi.example;

import static dev.berth.iphlpapi.IpHelper.htons;
import static dev.berth.iphlpapi.WinSock2.IPPROTO_TCP;
import static dev.berth.iphlpapi.WinSock2.SOCK_STREAM;

import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;

/** Looks up the reservation of a block of TCP ports and binds a socket inside, as Microsoft's example does. */
public final class LookupPersistentTcpPortReservation {
    private LookupPersistentTcpPortReservation() {}

    /**
     * Does it, and ends the process: with 1 if it was not done.
     *
     * @param words the starting port and the number of ports
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String[] words) {
        Arguments arguments =
                Arguments.of("LookupPersistentTcpPortReservation", "Looks up a persistent TCP port reservation", words);
        if (arguments == null) {
            return 1;
        }
        short startPort = htons(arguments.startPort());
        short numPorts = (short) arguments.numPorts();
        try (IpHelper iphlpapi = IpHelper.ofThisMachine()) {
            long[] token = {Mstcpip.INVALID_PORT_RESERVATION_TOKEN};
            int status = iphlpapi.LookupPersistentTcpPortReservation(startPort, numPorts, token);
            if (Lines.isError("LookupPersistentTcpPortReservation", status, iphlpapi)) {
                return 1;
            }
            System.out.println("  Token = " + Long.toUnsignedString(token[0]));
            Consuming.of(token[0], SOCK_STREAM, IPPROTO_TCP);
            return 0;
        }
    }
}

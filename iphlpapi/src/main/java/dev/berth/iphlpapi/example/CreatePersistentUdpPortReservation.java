package dev.berth.iphlpapi.example;

import static dev.berth.iphlpapi.IpHelper.htons;
import static dev.berth.iphlpapi.WinSock2.IPPROTO_UDP;
import static dev.berth.iphlpapi.WinSock2.SOCK_DGRAM;

import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.Mstcpip;

/** Reserves a block of UDP ports, binds a socket inside, and deletes the reservation, as Microsoft's example does. */
public final class CreatePersistentUdpPortReservation {
    private CreatePersistentUdpPortReservation() {}

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
                Arguments.of("CreatePersistentUdpPortReservation", "Creates a persistent UDP port reservation", words);
        if (arguments == null) {
            return 1;
        }
        short startPort = htons(arguments.startPort());
        short numPorts = (short) arguments.numPorts();
        try (IpHelper iphlpapi = IpHelper.ofThisMachine()) {
            long[] token = {Mstcpip.INVALID_PORT_RESERVATION_TOKEN};
            int status = iphlpapi.CreatePersistentUdpPortReservation(startPort, numPorts, token);
            if (Lines.isError("CreatePersistentUdpPortReservation", status, iphlpapi)) {
                return 1;
            }
            System.out.println("  Token = " + Long.toUnsignedString(token[0]));
            Consuming.of(token[0], SOCK_DGRAM, IPPROTO_UDP);
            status = iphlpapi.DeletePersistentUdpPortReservation(startPort, numPorts);
            return Lines.isError("DeletePersistentUdpPortReservation", status, iphlpapi) ? 1 : 0;
        }
    }
}

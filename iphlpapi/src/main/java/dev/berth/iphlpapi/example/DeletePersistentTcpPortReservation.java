package dev.berth.iphlpapi.example;

import static dev.berth.iphlpapi.IpHelper.htons;

import dev.berth.iphlpapi.IpHelper;

/** Deletes the reservation of a block of TCP ports, as Microsoft's example does. */
public final class DeletePersistentTcpPortReservation {
    private DeletePersistentTcpPortReservation() {}

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
                Arguments.of("DeletePersistentTcpPortReservation", "Deletes a persistent TCP port reservation", words);
        if (arguments == null) {
            return 1;
        }
        short startPort = htons(arguments.startPort());
        short numPorts = (short) arguments.numPorts();
        try (IpHelper iphlpapi = IpHelper.ofThisMachine()) {
            int status = iphlpapi.DeletePersistentTcpPortReservation(startPort, numPorts);
            if (Lines.isError("DeletePersistentTcpPortReservation", status, iphlpapi)) {
                return 1;
            }
            return 0;
        }
    }
}

package dev.berth.it.builds;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.junit.ReservedPort;
import dev.berth.junit.ReservedPorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A test that has ports of all kinds, serves on some, tells them, and never ends by itself. */
final class KilledCases {
    @ReservedPort
    private static int ofTheClass;

    @Test
    void waits(@ReservedPort(protocol = Protocol.UDP) int udp, @ReservedPorts(count = 3) PortBlock block)
            throws IOException {
        try (ServerSocket server = new ServerSocket(block.port(1));
                DatagramSocket other = new DatagramSocket(udp)) {
            System.out.println("tcp " + ofTheClass + " tcp " + server.getLocalPort() + " tcp " + block.port(2) + " udp "
                    + other.getLocalPort());
            System.in.transferTo(System.out);
        }
    }
}

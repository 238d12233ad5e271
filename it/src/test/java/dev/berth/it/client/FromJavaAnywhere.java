package dev.berth.it.client;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Protocol;
import dev.berth.client.ProcessPorts;
import java.io.IOException;
import java.net.ServerSocket;

/** A program that has a port of its own with berthd and without it, as the documentation of tests shows it. */
final class FromJavaAnywhere {
    /** Serves one client. */
    public static void main(String[] words) throws IOException {
        // @start region="anywhere"
        try (ProcessPorts ports = ProcessPorts.ofThisMachine();
                AcquiredBlock reservation = ports.acquire(Protocol.TCP, 1);
                ServerSocket server = new ServerSocket(reservation.port(0))) {
            serve(server);
        }
        // @end
    }

    private static void serve(ServerSocket server) throws IOException {
        System.out.println(server.getLocalPort());
        server.accept().close();
    }

    private FromJavaAnywhere() {}
}

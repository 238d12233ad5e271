package dev.berth.it.client;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import java.io.IOException;
import java.net.ServerSocket;

/** A program of an ordinary user that has a port of its own, as the README shows it. */
final class FromJavaUser {
    /** Serves one client. */
    public static void main(String[] words) throws IOException {
        // @start region="user"
        try (Ports ports = ClientPorts.ofThisMachine();
                AcquiredBlock block = ports.acquire(Protocol.TCP, 1);
                ServerSocket server = new ServerSocket(block.port(0))) {
            serve(server); // nobody else gets this port
        }
        // @end
    }

    private static void serve(ServerSocket server) throws IOException {
        System.out.println(server.getLocalPort());
        server.accept().close();
    }

    private FromJavaUser() {}
}

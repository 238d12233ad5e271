package dev.berth.it.builds;

import dev.berth.api.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Ports that tests of a storm have, and what became of them: each is noted in a folder that all processes share, waited
 * with for a moment as a server's start takes one, and then served on. Safe for concurrent use.
 */
final class ServedPort {
    static final AtomicInteger SERVED = new AtomicInteger();
    static final AtomicInteger CONFLICTS = new AtomicInteger();
    static final AtomicInteger PROBED = new AtomicInteger();
    static final AtomicInteger LOST = new AtomicInteger();

    /** The environment variable that names the folder. */
    static final String FOLDER = "STORM_FOLDER";

    private static final Path HELD = Path.of(System.getenv().getOrDefault(FOLDER, ""));
    private static final long MOMENT_NANOS = 5_000_000;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final List<String> ADDRESSES = List.of("0.0.0.0", "127.0.0.1", "::1");

    private ServedPort() {}

    /** Serves on a port that is reserved for it. */
    static void reserved(Protocol protocol, int port) throws IOException {
        SERVED.incrementAndGet();
        try {
            noted(protocol, port);
        } catch (TakenException | FileAlreadyExistsException conflict) {
            CONFLICTS.incrementAndGet();
            throw conflict;
        }
    }

    /** Serves on a port that was free a moment ago, as other finders of ports give it. */
    static void probed() throws IOException {
        PROBED.incrementAndGet();
        try {
            int port = probe();
            LockSupport.parkNanos(MOMENT_NANOS);
            tcp(port);
        } catch (TakenException lost) {
            LOST.incrementAndGet();
        }
    }

    /** One that nobody reserves: Java's servers set SO_REUSEADDR, so that a prober's might come in beside a held socket. */
    private static int probe() throws IOException {
        int port;
        do {
            try (ServerSocket probe = server(0, ADDRESSES.getFirst())) {
                port = probe.getLocalPort();
            }
        } while (StormCases.TCP.contains(port));
        return port;
    }

    private static void noted(Protocol protocol, int port) throws IOException {
        for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
            if (pool.meets(protocol)) {
                Path note = Files.createFile(HELD.resolve(pool + "-" + port)); // fails where it is held
                try {
                    LockSupport.parkNanos(MOMENT_NANOS);
                    if (pool == Protocol.TCP) {
                        tcp(port);
                    } else {
                        udp(port);
                    }
                } finally {
                    Files.delete(note);
                }
            }
        }
    }

    private static void tcp(int port) throws IOException {
        String address = ADDRESSES.get(port % ADDRESSES.size());
        try (ServerSocket server = server(port, address)) {
            server.setSoTimeout(PATIENCE_MILLIS);
            try (Socket client = new Socket(reached(address), port);
                    Socket accepted = server.accept()) {
                client.setSoLinger(true, 0); // a reset at the end: automatic ports are few
                client.getOutputStream().write(1);
                if (accepted.getInputStream().read() != 1) {
                    throw new IOException("nothing came through");
                }
            }
        }
    }

    private static void udp(int port) throws IOException {
        String address = ADDRESSES.get(port % ADDRESSES.size());
        SocketAddress to = new InetSocketAddress(reached(address), port);
        try (DatagramSocket server = new DatagramSocket(port, InetAddress.getByName(address))) {
            server.setSoTimeout(PATIENCE_MILLIS);
            server.send(new DatagramPacket(new byte[] {1}, 1, to));
            server.receive(new DatagramPacket(new byte[1], 1));
        } catch (BindException taken) {
            throw new TakenException(taken);
        }
    }

    /** Somebody else has the port. */
    private static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        private TakenException(BindException why) {
            super(why);
        }
    }

    /** A client that gets no port fails alike, but otherwise than this. */
    private static ServerSocket server(int port, String address) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getByName(address));
        } catch (BindException taken) {
            throw new TakenException(taken);
        }
    }

    private static String reached(String address) {
        return address.equals("0.0.0.0") ? "127.0.0.1" : address;
    }
}

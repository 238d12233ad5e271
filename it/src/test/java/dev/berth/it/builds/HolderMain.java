package dev.berth.it.builds;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.client.ProcessPorts;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The process behind {@link Holder}: acquires ports and serves on them as it is ordered to, a line each, and answers each
 * with a line. Ends with its input.
 */
final class HolderMain {
    /** Binds a socket in a child of this process, as {@link #serve} does in itself. */
    private static final String CHILD = """
            import socket, sys
            protocol, option, address, port = sys.argv[1:]
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            with socket.socket(family, socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM) as server:
                server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, option == "reuse")
                server.bind((address, int(port)))
                if protocol == "tcp":
                    server.listen()
            """;

    private final ProcessPorts ports;
    private final Deque<AcquiredBlock> held = new ArrayDeque<>();
    private final Deque<Closeable> serving = new ArrayDeque<>();

    private HolderMain(ProcessPorts ports) {
        this.ports = ports;
    }

    /** Needs no argument. */
    public static void main(String... words) throws IOException, InterruptedException {
        try (ProcessPorts ports = ProcessPorts.ofThisMachine();
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            HolderMain holder = new HolderMain(ports);
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(holder.answer(line.split(" ", -1)));
            }
        }
    }

    private String answer(String... words) throws IOException, InterruptedException {
        return switch (words[0]) {
            case "acquire" -> acquire(request(words));
            case "release" -> release();
            case "serve" -> serve(words);
            case "stop" -> stop();
            case "child" -> child(words);
            case "churn" -> churn();
            default -> throw new IOException("no such order: " + words[0]);
        };
    }

    private static AcquireRequest request(String... words) {
        AcquireRequest request = AcquireRequest.of(Protocol.of(words[1]), Integer.parseInt(words[2]));
        return words.length > 3 ? request.startingAt(Integer.parseInt(words[3])) : request;
    }

    private String acquire(AcquireRequest request) {
        return switch (ports.acquire(request)) {
            case Outcome.Granted<AcquiredBlock>(AcquiredBlock block, var _) -> {
                held.push(block);
                yield (block.isEnforced() ? "enforced " : "cooperative ") + block.port(0);
            }
            case Outcome.Refused<AcquiredBlock> refused -> refused.code() + " " + refused.message();
        };
    }

    private String release() {
        held.pop().close();
        return "ok";
    }

    private String serve(String... words) throws IOException {
        boolean reuse = words[2].equals("reuse");
        InetSocketAddress address = new InetSocketAddress(words[3], Integer.parseInt(words[4]));
        Closeable server;
        try {
            server = words[1].equals("tcp") ? tcp(reuse, address) : udp(reuse, address);
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
        serving.push(server);
        return "ok";
    }

    private static ServerSocket tcp(boolean reuse, InetSocketAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        boolean bound = false;
        try {
            server.setReuseAddress(reuse);
            server.bind(address);
            bound = true;
            return server;
        } finally {
            if (!bound) {
                server.close();
            }
        }
    }

    private static DatagramSocket udp(boolean reuse, InetSocketAddress address) throws IOException {
        DatagramSocket server = new DatagramSocket(null);
        boolean bound = false;
        try {
            server.setReuseAddress(reuse);
            server.bind(address);
            bound = true;
            return server;
        } finally {
            if (!bound) {
                server.close();
            }
        }
    }

    private String stop() throws IOException {
        if (!serving.isEmpty()) {
            serving.pop().close();
        }
        return "ok";
    }

    private static String child(String... words) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        "/usr/bin/python3", "-I", "-S", "-c", CHILD, words[1], words[2], words[3], words[4])
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return child.waitFor() == 0 ? "ok" : said.strip().replaceAll("(?s).*\n", "");
    }

    /** Acquires and releases without a pause; only a kill ends that. */
    private String churn() {
        Protocol[] protocols = Protocol.values();
        for (int turn = 0; ; turn++) {
            if (turn == 1) {
                System.out.println("ok");
            }
            held.push(ports.acquire(protocols[turn % protocols.length], 1 + turn % 2));
            if (turn % 2 == 1) {
                held.pop().close();
                held.pop().close();
            }
        }
    }
}

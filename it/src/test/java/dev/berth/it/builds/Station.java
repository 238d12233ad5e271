package dev.berth.it.builds;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Protocol;
import dev.berth.client.ProcessPorts;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process that a build starts, and at which it stands still: {@code Station SOCKET WORD…}. It says its words to whoever
 * listens on that Unix socket, does what it is told from there, and ends when there is nothing more. Or one that does one
 * thing: {@code Station once ORDER}.
 *
 * <p>{@code bind tcp 8080} opens a server, which stays to the end; {@code ask tcp 8080} acquires and gives back at once.
 */
final class Station {
    private Station() {}

    /** The command that starts one, up to the socket. */
    static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Station.class.getName());
    }

    /** What one of its own answers to an order, among the builds of a project and not started by any. */
    static String once(Walls walls, Project project, String order) throws IOException {
        Program station = walls.program(command().toArray(String[]::new)).and("once", order);
        return project.at(station).expect(0).out();
    }

    public static void main(String[] words) throws IOException {
        List<AutoCloseable> servers = new ArrayList<>();
        if (words[0].equals("once")) {
            System.out.print(answer(words[1].split(" ", -1), servers));
            return;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(Path.of(words[0])));
            var said = Channels.newWriter(channel, StandardCharsets.UTF_8);
            var told = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            said.write(String.join(" ", Arrays.asList(words).subList(1, words.length)) + "\n");
            said.flush();
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                said.write(answer(line.split(" ", -1), servers) + "\n");
                said.flush();
            }
        }
    }

    private static String answer(String[] order, List<AutoCloseable> servers) throws IOException {
        Protocol protocol = Protocol.of(order[1]);
        int port = Integer.parseInt(order[2]);
        return order[0].equals("ask") ? asked(protocol, port).toString() : bound(protocol, port, servers);
    }

    private static Code asked(Protocol protocol, int port) {
        try (ProcessPorts ports = ProcessPorts.ofThisMachine()) {
            var answer = ports.acquire(AcquireRequest.of(protocol, 1).startingAt(port));
            if (answer.code() == Code.NO_ERROR) {
                try (AcquiredBlock block = answer.orElseThrow()) {
                    return block.port(0) == port ? Code.NO_ERROR : Code.ERROR_INVALID_PARAMETER;
                }
            }
            return answer.code();
        }
    }

    private static String bound(Protocol protocol, int port, List<AutoCloseable> servers) throws IOException {
        try {
            servers.add(protocol == Protocol.TCP ? new ServerSocket(port) : new DatagramSocket(port));
            return "bound";
        } catch (BindException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}

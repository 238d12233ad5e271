package dev.berth.it.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryQuery;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.it.walls.InsideEntries;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who has entries open, who may close them, and whose own are spared; against real processes. */
@InWalls
class OwnersPrivilegedTest {
    private static final long STRANGER = 54_321;
    private static final String[] NO_CAPABILITIES = {"setpriv", "--bounding-set=-all", "--inh-caps=-all"};

    @Test
    @DisplayName("T3 Without privilege: closing is refused with 5; listing works, and others' owners are unknown")
    void unprivileged(Walls walls) throws IOException {
        Actor others = walls.actor().as(STRANGER, STRANGER).start();
        Actor own = walls.actor().withoutCapabilities().start();
        int foreign = Pair.listener(others, SocketKind.TCP4).port();
        int mine = Pair.listener(own, SocketKind.TCP4).port();
        String out = JavaProgram.of(walls, EntriesCaller.class, NO_CAPABILITIES)
                .and(places(walls))
                .and("ALL", "state", "listening")
                .expect(0)
                .out();
        assertThat(out.lines())
                .containsExactlyInAnyOrder(
                        "entry tcp LISTEN 0.0.0.0:" + foreign + " 0.0.0.0:* Unknown",
                        "entry tcp LISTEN 0.0.0.0:" + mine + " 0.0.0.0:* Known " + own.pid(),
                        "list 0 2",
                        "close 5 close tcp entries: this process lacks CAP_NET_ADMIN; run it as root, for instance with"
                                + " sudo");
        assertThat(walls.actor().start().socket(SocketKind.TCP4).connect("127.0.0.1", foreign))
                .hasToString("ok");
    }

    @Test
    @DisplayName("The connection that a command arrives on, and its other end, are spared unless forced")
    void own(Walls walls) throws IOException {
        Actor server = walls.actor().start();
        Actor visitor = walls.actor().start();
        ActorSocket listener = Pair.listener(server, SocketKind.TCP4);
        Pair session = Pair.connect(listener, visitor, SocketKind.TCP4, "127.0.0.1", 0);
        Actor elsewhere = walls.actor().start();
        ActorSocket other = Pair.listener(elsewhere, SocketKind.TCP4);
        listener.close();
        Pair stranger = Pair.connect(other, visitor, SocketKind.TCP4, "127.0.0.1", 0);

        // The server's process starts the command, as the server of an SSH session does.
        List<String> lines = run(server, walls, "ALL", "dst 127.0.0.1 and state established");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("REFUSED"))
                .hasSize(2)
                .anyMatch(line -> line.contains(session.acceptedKey().local() + " ") && line.contains("has it open"))
                .anyMatch(line -> line.contains("the other end of it is open in this command"));
        assertThat(lines.getLast()).startsWith("close 0 ").contains("matched=4", "refused=2");
        assertThat(session.lives()).isTrue();
        assertThat(stranger.client().read().isOk()).isFalse();

        lines = run(server, walls, "FORCE", "sport = :" + session.port());
        assertThat(lines.getLast()).startsWith("close 0 ").contains("matched=1, closed=1");
        assertThat(session.accepted().read()).hasToString("ECONNABORTED");
        assertThat(session.client().read()).hasToString("ECONNRESET");
    }

    @Test
    @DisplayName("No socket is listed without its owner because it was made while the owners were looked for")
    void late(Walls walls) throws IOException {
        int pid = Math.toIntExact(ProcessHandle.current().pid());
        List<ServerSocket> made = new ArrayList<>();
        Entries entries = InsideEntries.of(walls, new Latecomer(InsidePorts.kernel(walls), () -> made.add(listener())));
        try {
            for (int round = 1; round <= 20; round++) {
                List<Entry> listed = new ArrayList<>();
                entries.list(EntryQuery.of(Protocol.TCP).with(EntryDetail.OWNERS), listed::add)
                        .orElseThrow();
                assertThat(listed).as("the owners were read twice").hasSizeGreaterThanOrEqualTo(2 * round - 1);
                assertThat(listed)
                        .allSatisfy(entry -> assertThat(entry.processes())
                                .as("%s", entry)
                                .extracting(OwnerProcess::pid)
                                .containsExactly(pid));
            }
        } finally {
            for (ServerSocket socket : made) {
                socket.close();
            }
        }
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> run(Actor parent, Walls walls, String options, String filter) throws IOException {
        Path output = walls.directory().resolve("output");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EntriesCaller.class.getName()));
        command.addAll(List.of(places(walls)));
        command.add(options);
        command.addAll(List.of(filter.split(" ", -1)));
        int exit = parent.run(output, command);
        List<String> lines = Files.readAllLines(output);
        assertThat(exit).as("%s", lines).isZero();
        return lines;
    }

    private static String[] places(Walls walls) {
        return new String[] {
            walls.cgroup().directory().toString(),
            walls.bpffs().toString(),
            walls.store().toString()
        };
    }
}

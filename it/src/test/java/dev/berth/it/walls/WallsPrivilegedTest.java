package dev.berth.it.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walls hold, and actors do what they are told. */
@InWalls
class WallsPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 10);

    @Test
    void nothingIsLeftOfThem() throws IOException {
        Walls walls = Walls.build();
        Actor actor = walls.actor().in(walls.cgroup().child("a/b").make()).start();
        actor.fork();
        walls.program(
                        "mount",
                        "-t",
                        "tmpfs",
                        "none",
                        Files.createDirectory(walls.directory().resolve("mounted"))
                                .toString())
                .expect(0);
        walls.close();
        assertThat(walls.directory()).doesNotExist();
        assertThat(walls.cgroup().directory()).doesNotExist();
        assertThat(walls.network().path()).doesNotExist();
        assertThat(ProcessHandle.of(actor.pid())).isEmpty();
    }

    @Test
    void codeOfThisJvmActsInTheirNamespace(Walls walls) throws IOException {
        String here = Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
        walls.automatic(PortBlock.between(41_000, 41_009));
        int port = walls.call(() -> {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        });
        assertThat(port).isBetween(41_000, 41_009);
        assertThat(Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range")))
                .isEqualTo(here);
    }

    @Test
    void aPortInsideIsFreeOutside(Walls walls) throws IOException {
        ActorSocket bound = walls.actor().start().socket(SocketKind.TCP4);
        int port = bound.bind("127.0.0.1", 0).orElseThrow();
        assertThat(walls.actor().start().bind(SocketKind.TCP4, port)).hasToString("EADDRINUSE");
        assertThat(walls.actor().in(walls.anotherNetwork()).start().bind(SocketKind.TCP4, port))
                .hasToString("ok");
    }

    @Test
    void programsStartInTheirCgroup(Walls walls) throws IOException {
        assertThat(walls.program("cat", "/proc/self/cgroup").expect(0).out())
                .contains("0::" + walls.cgroup().path() + "\n");
    }

    @Test
    void anActorIsWhomItIsToldToBe(Walls walls) throws IOException {
        Actor actor = walls.actor().as(33, 34, 35, 36).start();
        assertThat(Files.readAllLines(Path.of("/proc", Integer.toString(actor.pid()), "status")))
                .contains(
                        "Uid:\t33\t33\t33\t33", "Gid:\t34\t34\t34\t34", "Groups:\t35 36 ", "CapEff:\t0000000000000000");
        assertThat(actor.bind(SocketKind.TCP4, 80)).hasToString("EACCES");
        assertThat(walls.actor().withoutCapabilities().start().bind(SocketKind.TCP4, 80))
                .hasToString("EACCES");
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 80)).hasToString("ok");
    }

    @ParameterizedTest
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    void anActorFindsThePortsThatAreFree(SocketKind kind, Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        actor.socket(kind).bind(kind.wildcard(), BLOCK.port(3)).orElseThrow();
        assertThat(actor.attack(kind, kind.wildcard(), BLOCK, 100)).isEqualTo(Map.of("ok", 90, "EADDRINUSE", 10));
    }

    @Test
    void anActorIsGivenAutomaticPorts(Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 40_099));
        Actor actor = walls.actor().start();
        assertThat(actor.exhaust(SocketKind.TCP4, BLOCK))
                .isEqualTo(Map.of("inside", 10, "outside", 90, "EADDRINUSE", 1));
        assertThat(actor.bindAutomatically(SocketKind.UDP4, BLOCK, 1_000)).containsKeys("inside", "outside");
        assertThat(actor.connectAutomatically(SocketKind.TCP4, 39_000, BLOCK, 1_000))
                .containsKeys("inside", "outside");
    }

    @Test
    void connectionsLive(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        ActorSocket server = actor.socket(SocketKind.TCP_DUAL);
        server.bind("::", 40_000).orElseThrow();
        server.listen().orElseThrow();
        ActorSocket client = actor.socket(SocketKind.TCP4);
        client.connect("127.0.0.1", 40_000).orElseThrow();
        ActorSocket accepted = server.accept();
        assertThat(client.reaches(accepted)).isTrue();
        client.close();
        assertThat(accepted.port()).isEqualTo(40_000);
    }
}

package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.ActorStart;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.SocketOption;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reservations around servers that run already. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class AdoptPrivilegedTest {
    private static final int PORT = 8_080;
    private static final PortBlock BLOCK = PortBlock.of(PORT, 4);
    private static final long OTHER = Accounts.STRANGER;

    @ParameterizedTest
    @EnumSource
    @DisplayName("P20 Create with adopt where a consumer's sockets are in the block: 0, and they stay")
    void p20(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor server = Accounts.actor(walls).start();
        Actor client = walls.actor().start();
        Conversation talk = Conversation.begin(server, client, kind, PORT);
        Answers.refused(
                ports.create(request(kind).consumer(Accounts.consumer(walls))),
                Code.ERROR_SHARING_VIOLATION,
                "pid " + server.pid(),
                "add --adopt");

        Outcome<Reservation> made =
                ports.create(request(kind).consumer(Accounts.consumer(walls)).with(Remedy.ADOPT));

        assertThat(Answers.warnings(made))
                .singleElement()
                .asString()
                .startsWith("adopted: " + kind.protocol() + " port " + PORT + " stays with pid " + server.pid() + " (");
        assertThat(talk.goesOn()).isTrue();
        for (SocketKind other : SocketKind.all(kind.protocol())) {
            assertThat(client.attack(other, other.wildcard(), BLOCK, 4)).containsOnlyKeys("EACCES");
        }
        assertThat(server.bind(kind, PORT + 1)).hasToString("ok");
        server.close();
        assertThat(client.bind(kind, PORT)).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P20 Adopted by user, by effective or supplementary group, by the cgroup or one above it")
    void p20who(Protocol protocol, Ports ports, Walls walls) throws IOException {
        long uid = Accounts.uid(walls);
        long gid = Accounts.gid(walls);
        ControlGroup unit = walls.cgroup().child("a/b").make();
        adopts(protocol, walls.actor().as(uid, OTHER), Consumer.user(Accounts.USER), ports);
        adopts(protocol, walls.actor().as(OTHER, gid), Consumer.group(Accounts.GROUP), ports);
        adopts(protocol, walls.actor().as(OTHER, OTHER, 1_001, gid), Consumer.group(Accounts.GROUP), ports);
        adopts(protocol, walls.actor().in(unit), Consumer.cgroup(unit.path()), ports);
        adopts(
                protocol,
                walls.actor().in(unit),
                Consumer.cgroup(walls.cgroup().child("a").path()),
                ports);
        isStrange(protocol, walls.actor().as(OTHER, OTHER, uid), Consumer.user(Accounts.USER), ports, walls);
        isStrange(protocol, walls.actor().as(gid, OTHER, 1_001), Consumer.group(Accounts.GROUP), ports, walls);
        ControlGroup twin = walls.cgroup().child("a/bc").make();
        isStrange(protocol, walls.actor().in(twin), Consumer.cgroup(unit.path()), ports, walls);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P20 A stranger's socket beside the consumer's: 32, the stranger named, and both go on")
    void p20stranger(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor server = Accounts.actor(walls).start();
        Actor stranger = walls.actor().start();
        Conversation own = Conversation.begin(server, stranger, kind, PORT);
        Conversation strange = Conversation.begin(stranger, stranger, kind, PORT + 2);
        Everything before = Everything.of(walls);

        for (PortBlock block : new PortBlock[] {BLOCK, PortBlock.of(PORT - 10, 90)}) {
            Answers.refused(
                    ports.create(ReservationRequest.of(kind.protocol(), block)
                            .consumer(Accounts.consumer(walls))
                            .with(Remedy.ADOPT)),
                    Code.ERROR_SHARING_VIOLATION,
                    "port " + (PORT + 2) + " is in use by pid " + stranger.pid() + " ");
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(own.goesOn()).isTrue();
        assertThat(strange.goesOn()).isTrue();
    }

    @PerProtocol
    @DisplayName("P20 A stranger who shares the consumer's socket is a stranger in the block")
    void p20shared(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Actor parent = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        ActorSocket socket = parent.socket(kind);
        socket.bind(kind.wildcard(), PORT).orElseThrow();
        int child = parent.fork();
        parent.setUsers(Accounts.uid(walls), Accounts.uid(walls), 0).orElseThrow();

        ReservationRequest request =
                request(kind).consumer(Accounts.consumer(walls)).with(Remedy.ADOPT);
        Answers.refused(ports.create(request), Code.ERROR_SHARING_VIOLATION, "pid " + child + " (", "user root");
        socket.close();
        Answers.refused(ports.create(request), Code.ERROR_SHARING_VIOLATION, "pid " + child + " (", "user root");
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP4", "TCP6", "TCP_DUAL"})
    @DisplayName("P20 What nobody has any more stays on a consumer's port, and is in the way on another")
    void p20timeWait(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor server = Accounts.actor(walls).start();
        ActorSocket listener = server.socket(kind, SocketOption.REUSEADDR);
        listener.bind(kind.loopback(), PORT).orElseThrow();
        listener.listen().orElseThrow();
        ActorSocket client = server.socket(kind);
        client.connect(kind.loopback(), PORT).orElseThrow();
        listener.accept().close();
        client.close();
        ReservationRequest request =
                request(kind).consumer(Accounts.consumer(walls)).with(Remedy.ADOPT);

        assertThat(Answers.warnings(ports.create(request))).hasSize(1);

        ports.delete(Protocol.TCP, BLOCK).orElseThrow();
        listener.close();
        Answers.refused(ports.create(request), Code.ERROR_SHARING_VIOLATION, "TIME_WAIT", "add --evict");
    }

    private static ReservationRequest request(SocketKind kind) {
        return ReservationRequest.of(kind.protocol(), BLOCK);
    }

    private static void adopts(Protocol protocol, ActorStart start, Consumer consumer, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        try (Actor server = start.start()) {
            server.socket(kind).bind(kind.wildcard(), PORT).orElseThrow();
            ports.create(request(kind).consumer(consumer).with(Remedy.ADOPT)).orElseThrow();
            ports.delete(protocol, BLOCK).orElseThrow();
        }
    }

    private static void isStrange(Protocol protocol, ActorStart start, Consumer consumer, Ports ports, Walls walls)
            throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        try (Actor server = start.start()) {
            server.socket(kind).bind(kind.wildcard(), PORT).orElseThrow();
            Everything before = Everything.of(walls);
            Answers.refused(
                    ports.create(request(kind).consumer(consumer).with(Remedy.ADOPT)),
                    Code.ERROR_SHARING_VIOLATION,
                    "pid " + server.pid());
            assertThat(Everything.of(walls)).isEqualTo(before);
        }
    }
}

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
import dev.berth.it.walls.Leftovers;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reservations around servers that run already. The tests share walls, but no port: each has a block of its own. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class AdoptPrivilegedTest {
    private static final long OTHER = Accounts.STRANGER;
    /** From one test's block to the next one's: what a connection leaves in TIME_WAIT outlives its test. */
    private static final int APART = 100;

    private final Started started = new Started();
    private final Walls walls;
    private PortBlock block = PortBlock.of(8_080, 4);

    AdoptPrivilegedTest(Walls walls) {
        this.walls = walls;
    }

    @AfterEach
    void startOver(Ports ports) throws Exception {
        block = PortBlock.of(block.start() + APART, block.count());
        started.end();
        Leftovers.remove(ports);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P20 Create with adopt where a consumer's sockets are in the block: 0, and they stay")
    void p20(SocketKind kind, Ports ports) throws IOException {
        Actor server = start(Accounts.actor(walls));
        Actor client = start(walls.actor());
        Conversation talk = Conversation.begin(server, client, kind, block.start());
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
                .startsWith("adopted: " + kind.protocol() + " port " + block.start() + " stays with pid " + server.pid()
                        + " (");
        assertThat(talk.goesOn()).isTrue();
        for (SocketKind other : SocketKind.all(kind.protocol())) {
            assertThat(client.attack(other, other.wildcard(), block, 4)).containsOnlyKeys("EACCES");
        }
        assertThat(server.bind(kind, block.start() + 1)).hasToString("ok");
        server.close();
        assertThat(client.bind(kind, block.start())).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P20 Adopted by user, by effective or supplementary group, by the cgroup or one above it")
    void p20who(Protocol protocol, Ports ports) throws IOException {
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
        isStrange(protocol, walls.actor().as(OTHER, OTHER, uid), Consumer.user(Accounts.USER), ports);
        isStrange(protocol, walls.actor().as(gid, OTHER, 1_001), Consumer.group(Accounts.GROUP), ports);
        ControlGroup twin = walls.cgroup().child("a/bc").make();
        isStrange(protocol, walls.actor().in(twin), Consumer.cgroup(unit.path()), ports);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("P20 A stranger's socket beside the consumer's: 32, the stranger named, and both go on")
    void p20stranger(SocketKind kind, Ports ports) throws IOException {
        Actor server = start(Accounts.actor(walls));
        Actor stranger = start(walls.actor());
        Conversation own = Conversation.begin(server, stranger, kind, block.start());
        Conversation strange = Conversation.begin(stranger, stranger, kind, block.start() + 2);
        Everything before = Everything.of(walls);

        for (PortBlock around : new PortBlock[] {block, PortBlock.of(block.start() - 10, 90)}) {
            Answers.refused(
                    ports.create(ReservationRequest.of(kind.protocol(), around)
                            .consumer(Accounts.consumer(walls))
                            .with(Remedy.ADOPT)),
                    Code.ERROR_SHARING_VIOLATION,
                    "port " + (block.start() + 2) + " is in use by pid " + stranger.pid() + " ");
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(own.goesOn()).isTrue();
        assertThat(strange.goesOn()).isTrue();
    }

    @PerProtocol
    @DisplayName("P20 A stranger who shares the consumer's socket is a stranger in the block")
    void p20shared(Protocol protocol, Ports ports) throws IOException {
        Actor parent = start(walls.actor());
        SocketKind kind = SocketKind.of(protocol);
        ActorSocket socket = parent.socket(kind);
        socket.bind(kind.wildcard(), block.start()).orElseThrow();
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
    void p20timeWait(SocketKind kind, Ports ports) throws IOException {
        Actor server = start(Accounts.actor(walls));
        ActorSocket listener = server.socket(kind, SocketOption.REUSEADDR);
        listener.bind(kind.loopback(), block.start()).orElseThrow();
        listener.listen().orElseThrow();
        ActorSocket client = server.socket(kind);
        client.connect(kind.loopback(), block.start()).orElseThrow();
        listener.accept().close();
        client.close();
        ReservationRequest request =
                request(kind).consumer(Accounts.consumer(walls)).with(Remedy.ADOPT);

        assertThat(Answers.warnings(ports.create(request))).hasSize(1);

        ports.delete(Protocol.TCP, block).orElseThrow();
        listener.close();
        Answers.refused(ports.create(request), Code.ERROR_SHARING_VIOLATION, "TIME_WAIT", "add --evict");
    }

    private Actor start(ActorStart start) throws IOException {
        return started.with(start.start());
    }

    private ReservationRequest request(SocketKind kind) {
        return ReservationRequest.of(kind.protocol(), block);
    }

    private void adopts(Protocol protocol, ActorStart start, Consumer consumer, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        try (Actor server = start.start()) {
            server.socket(kind).bind(kind.wildcard(), block.start()).orElseThrow();
            ports.create(request(kind).consumer(consumer).with(Remedy.ADOPT)).orElseThrow();
            ports.delete(protocol, block).orElseThrow();
        }
    }

    private void isStrange(Protocol protocol, ActorStart start, Consumer consumer, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        try (Actor server = start.start()) {
            server.socket(kind).bind(kind.wildcard(), block.start()).orElseThrow();
            Everything before = Everything.of(walls);
            Answers.refused(
                    ports.create(request(kind).consumer(consumer).with(Remedy.ADOPT)),
                    Code.ERROR_SHARING_VIOLATION,
                    "pid " + server.pid());
            assertThat(Everything.of(walls)).isEqualTo(before);
        }
    }
}

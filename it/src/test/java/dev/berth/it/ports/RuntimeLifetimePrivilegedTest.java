package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Lifetime;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.GuardEntry;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * R14: what ends a runtime reservation, and what does not. Whoever looks is a stranger on his own: between the end and
 * his bind no engine is called.
 */
@InWallsWithPorts
class RuntimeLifetimePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 100);
    /** Becomes what waits for no child; what runs in the background would have nothing to read. */
    private static final String IDLE_PARENT = "exec 3<&0; \"$@\" <&3 3<&- & exec sleep 600 <&- 3<&- >&- 2>&-";

    private static final Map<String, Integer> FREE = Map.of("ok", BLOCK.count());
    private static final Map<String, Integer> HELD = Map.of("EACCES", BLOCK.count());

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R14 The anchor's last close ends it: not a duplicate's, nor that of the copy in a child")
    void anchor(SocketKind kind, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        int anchor = owner.socket(kind);
        Token token =
                owner.acquire(exactly(kind.protocol()), anchor).orElseThrow().token();
        Actor actor = owner.become();
        ActorSocket first = actor.adopt(anchor);
        ActorSocket second = first.copy();
        int child = actor.fork();
        first.close();
        second.close();
        assertThat(attack(stranger, kind.protocol())).as("a child has a copy").isEqualTo(HELD);
        kill(child);
        assertThat(attack(stranger, kind.protocol())).isEqualTo(FREE);
        assertThat(entries(walls)).doesNotContain(token);
        assertThat(actor.bind(kind, BLOCK.start())).as("the owner goes on").hasToString("ok");
    }

    @PerProtocol
    @DisplayName("R14 A child that closes every descriptor ends it where it has the last copy, and else does not")
    void bareChild(Protocol protocol, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        int anchor = owner.socket(SocketKind.of(protocol));
        owner.acquire(exactly(protocol), anchor).orElseThrow();
        Actor actor = owner.become();
        ActorSocket socket = actor.adopt(anchor);
        actor.forkBare();
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        Actor child = actor.child();
        socket.close();
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        child.forkBare();
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        child.inherited(socket).close();
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it at once, and the next change sweeps what is left of it")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void killed(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        Token token = owner.acquire(exactly(protocol)).orElseThrow().token();
        assertThat(listed(ports)).extracting(RuntimeReservation::lifetime).containsExactly(Lifetime.PROCESS);
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(owner.pid());
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        owner.close();
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
        assertThat(entries(walls)).as("void, and still there").containsExactly(token);
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(entries(walls)).doesNotContain(token).hasSize(1);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it on any kernel: it is listed no more, and the next change sweeps it")
    void swept(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        Token token = owner.acquire(exactly(protocol)).orElseThrow().token();
        owner.close();
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_000))).orElseThrow();
        assertThat(entries(walls)).doesNotContain(token).hasSize(1);
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it while a child holds the anchor and sockets in the block, which stay")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void killedWithChild(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        int anchor = owner.socket(kind);
        Token token = owner.acquire(exactly(protocol), anchor).orElseThrow().token();
        Actor actor = owner.become();
        actor.adopt(anchor);
        ActorSocket server = actor.socket(kind);
        server.bind(kind.wildcard(), BLOCK.start()).orElseThrow();
        if (protocol == Protocol.TCP) {
            server.listen().orElseThrow();
        }
        int child = actor.fork();
        assertThat(listed(ports)).extracting(RuntimeReservation::lifetime).containsExactly(Lifetime.SOCKET);
        kill(actor.pid());
        assertThat(attack(stranger, protocol)).isEqualTo(Map.of("EADDRINUSE", 1, "ok", BLOCK.count() - 1));
        assertThat(entries(walls)).containsExactly(token);
        assertThat(listed(ports)).isEmpty();
        try (Acquirer other = Acquirer.start(walls)) {
            Answers.refused(
                    other.acquire(exactly(protocol)), Code.WSAEADDRINUSE, "port " + BLOCK.start(), "pid " + child);
            assertThat(other.acquire(exactly(protocol, PortBlock.between(BLOCK.start() + 1, BLOCK.last())))
                            .code())
                    .isEqualTo(Code.NO_ERROR);
        }
        kill(child);
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 An owner whom nobody waits for, a zombie, is gone; its number is of no use to anybody")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void zombie(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls, "sh", "-c", IDLE_PARENT, "sh");
        owner.acquire(exactly(protocol)).orElseThrow();
        int pid = Math.toIntExact(listed(ports).getFirst().owner().pid());
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        kill(pid);
        assertThat(state(pid)).isEqualTo('Z');
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(state(pid)).isEqualTo('Z');
    }

    @PerProtocol
    @DisplayName("R14 An owner that executes another program keeps it, and one whose first thread has ended")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void otherLives(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        owner.acquire(exactly(protocol)).orElseThrow();
        Actor actor = owner.become();
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        assertThat(actor.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(actor.pid());
        actor.endFirstThread();
        assertThat(state(actor.pid())).isEqualTo('Z');
        assertThat(attack(stranger, protocol)).isEqualTo(HELD);
        assertThat(actor.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(actor.child().bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(actor.pid());
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_000))).orElseThrow();
        assertThat(attack(stranger, protocol)).as("nor does a change sweep it").isEqualTo(HELD);
        kill(actor.pid());
        assertThat(attack(stranger, protocol)).isEqualTo(FREE);
    }

    @Test
    @DisplayName("R14 Blocks of an owner in both pools end together, however many")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void allOfThem(Ports ports, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        for (int i = 0; i < 50; i++) {
            owner.acquire(exactly(Protocol.TCP_UDP, PortBlock.of(BLOCK.start() + 2 * i, 2)))
                    .orElseThrow();
        }
        assertThat(listed(ports)).hasSize(50);
        assertThat(attack(stranger, Protocol.TCP)).isEqualTo(HELD);
        assertThat(attack(stranger, Protocol.UDP)).isEqualTo(HELD);
        owner.close();
        assertThat(attack(stranger, Protocol.TCP)).isEqualTo(FREE);
        assertThat(attack(stranger, Protocol.UDP)).isEqualTo(FREE);
        assertThat(listed(ports)).isEmpty();
    }

    private static AcquireRequest exactly(Protocol protocol) {
        return exactly(protocol, BLOCK);
    }

    private static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return AcquireRequest.of(protocol, block.count()).startingAt(block.start());
    }

    private static Map<String, Integer> attack(Actor stranger, Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        return stranger.attack(kind, kind.wildcard(), BLOCK, BLOCK.count());
    }

    private static List<RuntimeReservation> listed(Ports ports) {
        return ports.list().orElseThrow().runtime();
    }

    private static List<Token> entries(Walls walls) throws IOException {
        return Everything.of(walls).entries().stream().map(GuardEntry::token).toList();
    }

    private static void kill(int pid) throws IOException {
        Deaths.kill(pid);
    }

    private static char state(int pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}

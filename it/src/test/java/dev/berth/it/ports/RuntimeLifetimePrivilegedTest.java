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
import dev.berth.it.walls.Leftovers;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * R14: what ends a runtime reservation, and what does not. Whoever looks is a stranger on his own: between the end and
 * his bind no engine is called. The tests share walls and the stranger; each has owners of its own, who end.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeLifetimePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 100);
    /** Becomes what waits for no child; what runs in the background would have nothing to read. */
    private static final String IDLE_PARENT = "exec 3<&0; \"$@\" <&3 3<&- & exec sleep 600 <&- 3<&- >&- 2>&-";

    private static final Map<String, Integer> FREE = Map.of("ok", BLOCK.count());
    private static final Map<String, Integer> HELD = Map.of("EACCES", BLOCK.count());

    private final Walls walls;
    private final Actor stranger;
    private final Started started = new Started();

    RuntimeLifetimePrivilegedTest(Walls walls) throws IOException {
        this.walls = walls;
        stranger = walls.actor().start();
    }

    @AfterEach
    void endAll(Ports ports) throws Exception {
        started.end();
        Leftovers.remove(ports);
    }

    @PerProtocol
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R14 The anchor's last close ends it: not a duplicate's, nor that of the copy in a child")
    void anchor(Protocol protocol) throws IOException {
        Acquirer owner = owner();
        Map<SocketKind, Integer> anchors = new EnumMap<>(SocketKind.class);
        List<Token> tokens = new ArrayList<>();
        for (SocketKind kind : SocketKind.all(protocol)) {
            int anchor = owner.socket(kind);
            tokens.add(owner.acquire(exactly(protocol, block(kind)), anchor)
                    .orElseThrow()
                    .token());
            anchors.put(kind, anchor);
        }
        Actor actor = become(owner);
        List<ActorSocket> sockets = new ArrayList<>();
        for (int anchor : anchors.values()) {
            ActorSocket first = actor.adopt(anchor);
            sockets.addAll(List.of(first, first.copy()));
        }
        int child = actor.fork();
        for (ActorSocket socket : sockets) {
            socket.close();
        }
        for (SocketKind kind : anchors.keySet()) {
            assertThat(attack(protocol, block(kind)))
                    .as("%s: a child has a copy", kind)
                    .isEqualTo(HELD);
        }
        kill(child);
        for (SocketKind kind : anchors.keySet()) {
            assertThat(attack(protocol, block(kind))).as("%s", kind).isEqualTo(FREE);
        }
        assertThat(entries()).doesNotContainAnyElementsOf(tokens);
        for (SocketKind kind : anchors.keySet()) {
            assertThat(actor.bind(kind, block(kind).start()))
                    .as("%s: the owner goes on", kind)
                    .hasToString("ok");
        }
    }

    @PerProtocol
    @DisplayName("R14 A child that closes every descriptor ends it where it has the last copy, and else does not")
    void bareChild(Protocol protocol) throws IOException {
        Acquirer owner = owner();
        int anchor = owner.socket(SocketKind.of(protocol));
        owner.acquire(exactly(protocol), anchor).orElseThrow();
        Actor actor = become(owner);
        ActorSocket socket = actor.adopt(anchor);
        actor.forkBare();
        assertThat(attack(protocol)).isEqualTo(HELD);
        Actor child = actor.child();
        socket.close();
        assertThat(attack(protocol)).isEqualTo(HELD);
        child.forkBare();
        assertThat(attack(protocol)).isEqualTo(HELD);
        child.inherited(socket).close();
        assertThat(attack(protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it at once, and the next change sweeps what is left of it")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void killed(Protocol protocol, Ports ports) throws IOException {
        Acquirer owner = owner();
        Token token = owner.acquire(exactly(protocol)).orElseThrow().token();
        assertThat(listed(ports)).extracting(RuntimeReservation::lifetime).containsExactly(Lifetime.PROCESS);
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(owner.pid());
        assertThat(attack(protocol)).isEqualTo(HELD);
        owner.close();
        assertThat(attack(protocol)).isEqualTo(FREE);
        assertThat(entries()).as("void, and still there").containsExactly(token);
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(entries()).doesNotContain(token).hasSize(1);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it on any kernel: it is listed no more, and the next change sweeps it")
    void swept(Protocol protocol, Ports ports) throws IOException {
        Acquirer owner = owner();
        Token token = owner.acquire(exactly(protocol)).orElseThrow().token();
        owner.close();
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_000))).orElseThrow();
        assertThat(entries()).doesNotContain(token).hasSize(1);
        assertThat(attack(protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 kill -9 of the owner ends it while a child holds the anchor and sockets in the block, which stay")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void killedWithChild(Protocol protocol, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Acquirer owner = owner();
        int anchor = owner.socket(kind);
        Token token = owner.acquire(exactly(protocol), anchor).orElseThrow().token();
        Actor actor = become(owner);
        actor.adopt(anchor);
        ActorSocket server = actor.socket(kind);
        server.bind(kind.wildcard(), BLOCK.start()).orElseThrow();
        if (protocol == Protocol.TCP) {
            server.listen().orElseThrow();
        }
        int child = actor.fork();
        assertThat(listed(ports)).extracting(RuntimeReservation::lifetime).containsExactly(Lifetime.SOCKET);
        kill(actor.pid());
        assertThat(attack(protocol)).isEqualTo(Map.of("EADDRINUSE", 1, "ok", BLOCK.count() - 1));
        assertThat(entries()).containsExactly(token);
        assertThat(listed(ports)).isEmpty();
        try (Acquirer other = owner()) {
            Answers.refused(
                    other.acquire(exactly(protocol)), Code.WSAEADDRINUSE, "port " + BLOCK.start(), "pid " + child);
            assertThat(other.acquire(exactly(protocol, PortBlock.between(BLOCK.start() + 1, BLOCK.last())))
                            .code())
                    .isEqualTo(Code.NO_ERROR);
        }
        kill(child);
        assertThat(attack(protocol)).isEqualTo(FREE);
    }

    @PerProtocol
    @DisplayName("R14 An owner whom nobody waits for, a zombie, is gone; its number is of no use to anybody")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void zombie(Protocol protocol, Ports ports) throws IOException {
        Acquirer owner = owner("sh", "-c", IDLE_PARENT, "sh");
        owner.acquire(exactly(protocol)).orElseThrow();
        int pid = Math.toIntExact(listed(ports).getFirst().owner().pid());
        assertThat(attack(protocol)).isEqualTo(HELD);
        kill(pid);
        assertThat(state(pid)).isEqualTo('Z');
        assertThat(attack(protocol)).isEqualTo(FREE);
        assertThat(listed(ports)).isEmpty();
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(state(pid)).isEqualTo('Z');
    }

    @PerProtocol
    @DisplayName("R14 An owner that executes another program keeps it, and one whose first thread has ended")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void otherLives(Protocol protocol, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Acquirer owner = owner();
        owner.acquire(exactly(protocol)).orElseThrow();
        Actor actor = become(owner);
        assertThat(attack(protocol)).isEqualTo(HELD);
        assertThat(actor.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(actor.pid());
        actor.endFirstThread();
        assertThat(state(actor.pid())).isEqualTo('Z');
        assertThat(attack(protocol)).isEqualTo(HELD);
        assertThat(actor.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(actor.child().bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(listed(ports)).extracting(one -> one.owner().pid()).containsExactly(actor.pid());
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_000))).orElseThrow();
        assertThat(attack(protocol)).as("nor does a change sweep it").isEqualTo(HELD);
        kill(actor.pid());
        assertThat(attack(protocol)).isEqualTo(FREE);
    }

    @Test
    @DisplayName("R14 Blocks of an owner in both pools end together, however many")
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void allOfThem(Ports ports) throws IOException {
        Acquirer owner = owner();
        for (int i = 0; i < 50; i++) {
            owner.acquire(exactly(Protocol.TCP_UDP, PortBlock.of(BLOCK.start() + 2 * i, 2)))
                    .orElseThrow();
        }
        assertThat(listed(ports)).hasSize(50);
        assertThat(attack(Protocol.TCP)).isEqualTo(HELD);
        assertThat(attack(Protocol.UDP)).isEqualTo(HELD);
        owner.close();
        assertThat(attack(Protocol.TCP)).isEqualTo(FREE);
        assertThat(attack(Protocol.UDP)).isEqualTo(FREE);
        assertThat(listed(ports)).isEmpty();
    }

    private Acquirer owner(String... prefix) throws IOException {
        return started.with(Acquirer.start(walls, prefix));
    }

    /** The owner as a program that can be told more; it is ended with its children. */
    private Actor become(Acquirer owner) throws IOException {
        return started.with(owner.become());
    }

    private static AcquireRequest exactly(Protocol protocol) {
        return exactly(protocol, BLOCK);
    }

    private static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return AcquireRequest.of(protocol, block.count()).startingAt(block.start());
    }

    /** One for each kind of a pool, as large as the usual one. */
    private static PortBlock block(SocketKind kind) {
        int before = SocketKind.all(kind.protocol()).indexOf(kind);
        return PortBlock.of(BLOCK.start() + before * BLOCK.count(), BLOCK.count());
    }

    private Map<String, Integer> attack(Protocol protocol) throws IOException {
        return attack(protocol, BLOCK);
    }

    private Map<String, Integer> attack(Protocol protocol, PortBlock block) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        return stranger.attack(kind, kind.wildcard(), block, block.count());
    }

    private static List<RuntimeReservation> listed(Ports ports) {
        return ports.list().orElseThrow().runtime();
    }

    private List<Token> entries() throws IOException {
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

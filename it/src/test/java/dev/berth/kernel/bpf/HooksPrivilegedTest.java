package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Rights;
import dev.berth.kernel.unix.Fd;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each hook judges by itself. */
@InWalls
class HooksPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);

    /** A bind under way when the entry goes live has passed the first hook: what is left is the second. */
    @ParameterizedTest
    @EnumSource
    void theHookAfterTheBindRefusesByItself(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            detach(walls, "link_berth_bind4");
            detach(walls, "link_berth_bind6");
            Actor actor = walls.actor().start();
            assertThat(actor.bind(kind, 9_000).isOk()).isTrue();
            Rights rights = new Rights(List.of(65_534L), List.of(), List.of());
            held.hold(Protocol.TCP_UDP, BLOCK, State.PERSISTENT, Life.NOBODY, rights);
            assertThat(actor.bind(kind, 9_000)).hasToString("EACCES");
            assertThat(walls.actor()
                            .as(65_534, 65_534)
                            .start()
                            .bind(kind, 9_000)
                            .isOk())
                    .isTrue();
            assertThat(walls.call(() -> held.guard.probe(Token.NONE, Protocol.TCP_UDP, BLOCK)))
                    .as("what was refused holds no port")
                    .isEqualTo(PortSet.EMPTY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNamespaceIsLeftAloneInTheSameCgroup(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            held.hold(Protocol.TCP_UDP, BLOCK);
            assertThat(walls.actor().start().bind(kind, 9_000)).hasToString("EACCES");
            assertThat(walls.actor()
                            .in(walls.anotherNetwork())
                            .start()
                            .bind(kind, 9_000)
                            .isOk())
                    .isTrue();
        }
    }

    @Test
    void aStaleSlotGuardsNothing(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP, BLOCK);
            held.guard.remove(token);
            assertThat(actor.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
            held.hold(Protocol.TCP, PortBlock.of(9_001));
            assertThat(actor.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
            assertThat(actor.bind(SocketKind.TCP4, 9_001)).hasToString("EACCES");
            assertThat(actor.bind(SocketKind.UDP4, 9_001).isOk()).isTrue();
        }
    }

    @Test
    void theProbeSeesWhoHoldsAPortAndHoldsNoneAfterwards(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            actor.socket(SocketKind.TCP6).bind("::1", 9_001).orElseThrow();
            actor.socket(SocketKind.UDP4).bind("127.0.0.1", 9_002).orElseThrow();
            ActorSocket mptcp = actor.socket(SocketKind.MPTCP4);
            mptcp.bind("127.0.0.1", 9_003).orElseThrow();
            Token token = held.hold(Protocol.TCP_UDP, BLOCK);
            assertThat(walls.call(() -> held.guard.probe(token, Protocol.TCP_UDP, BLOCK)))
                    .isEqualTo(PortSet.of(PortBlock.of(9_001, 3)));
            assertThat(walls.call(() -> held.guard.probe(token, Protocol.UDP, BLOCK)))
                    .isEqualTo(PortSet.of(PortBlock.of(9_002)));
            for (int port = BLOCK.start(); port <= BLOCK.last(); port++) {
                assertThat(held.guard.bound(Protocol.TCP, port)).isZero();
            }
        }
    }

    private static void detach(Walls walls, String name) throws IOException {
        try (Fd link = Bpf.get(walls.bpffs().resolve(name).toString())) {
            Bpf.detach(link, name);
        }
    }
}

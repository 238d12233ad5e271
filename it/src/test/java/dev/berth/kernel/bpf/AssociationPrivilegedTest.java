package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.SocketOption;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A socket that is associated with a token binds inside the block, whoever has it. */
@InWalls
class AssociationPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);

    @ParameterizedTest
    @EnumSource
    void bindToPort0TakesEachPortOfTheBlockOnceAndThenNone(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP_UDP, BLOCK);
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < BLOCK.count(); i++) {
                // With SO_REUSEADDR the kernel itself would give one port to several.
                ports.add(associated(held, actor, kind, token)
                        .bind(kind.wildcard(), 0)
                        .orElseThrow());
            }
            assertThat(ports).containsExactlyInAnyOrder(9_000, 9_001, 9_002, 9_003);
            assertThat(associated(held, actor, kind, token).bind(kind.wildcard(), 0))
                    .hasToString("EADDRINUSE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatIsClosedIsGivenAgain(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP_UDP, PortBlock.of(9_000, 1));
            ActorSocket first = associated(held, actor, kind, token);
            assertThat(first.bind(kind.wildcard(), 0).orElseThrow()).isEqualTo(9_000);
            assertThat(held.guard.bound(kind.protocol(), 9_000)).isOne();
            first.close();
            assertThat(held.guard.bound(kind.protocol(), 9_000)).isZero();
            assertThat(associated(held, actor, kind, token)
                            .bind(kind.wildcard(), 0)
                            .orElseThrow())
                    .isEqualTo(9_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExplicitPortOfTheBlockIsBoundBelow1024Too(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().as(65_534, 65_534).start();
            Token token = held.hold(Protocol.TCP_UDP, PortBlock.of(80));
            assertThat(actor.bind(kind, 80)).hasToString("EACCES");
            assertThat(associated(held, actor, kind, token)
                            .bind(kind.loopback(), 80)
                            .orElseThrow())
                    .isEqualTo(80);
        }
    }

    /** Who creates it may lack CAP_NET_BIND_SERVICE, and has to see whether somebody holds its ports. */
    @ParameterizedTest
    @EnumSource
    void aProbeOfPrivilegedPortsTakesNoPrivilegeWhileTheyArePending(SocketKind kind, Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().as(65_534, 65_534).start();
            Token token = held.guard.issue();
            held.guard.put(privileged(token, State.PENDING));
            assertThat(associated(held, actor, kind, token)
                            .bind(kind.loopback(), 80)
                            .orElseThrow())
                    .isEqualTo(80);
            held.guard.put(privileged(token, State.PERSISTENT));
            assertThat(associated(held, actor, kind, token).bind(kind.loopback(), 81))
                    .hasToString("EACCES");
        }
    }

    /** An address of its own, which no look at the loopback address sees. */
    @Test
    void aPortOnWhichSomebodyListensOnTheSameAddressIsPassedOver(Walls walls) throws IOException {
        assertThat(walls.call(() -> Program.of("ip", "-6", "address", "add", "fd00::7/128", "dev", "lo", "nodad")
                        .run()
                        .exit()))
                .isZero();
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            ActorSocket early = actor.socket(SocketKind.TCP6);
            early.bind("fd00::7", 9_000).orElseThrow();
            early.listen().orElseThrow();
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000, 2));
            ActorSocket socket = actor.socket(SocketKind.TCP6);
            held.associate(socket, token);
            assertThat(socket.bind("fd00::7", 0).orElseThrow()).isEqualTo(9_001);
        }
    }

    @Test
    void aTokenLetsNobodyIntoAnotherReservation(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP, BLOCK);
            held.hold(Protocol.TCP, PortBlock.of(9_100));
            assertThat(associated(held, actor, SocketKind.TCP4, token).bind("0.0.0.0", 9_100))
                    .hasToString("EACCES");
            assertThat(associated(held, actor, SocketKind.TCP4, token)
                            .bind("0.0.0.0", 9_200)
                            .orElseThrow())
                    .isEqualTo(9_200);
        }
    }

    @Test
    void aTokenThatHasEndedLetsNobodyIntoWhatFollows(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP, BLOCK);
            ActorSocket explicit = associated(held, actor, SocketKind.TCP4, token);
            ActorSocket automatic = associated(held, actor, SocketKind.TCP4, token);
            held.guard.remove(token);
            held.hold(Protocol.TCP, BLOCK);
            assertThat(explicit.bind("0.0.0.0", 9_000)).hasToString("EACCES");
            // Like any other socket: the kernel's own choice.
            assertThat(BLOCK.contains(automatic.bind("0.0.0.0", 0).orElseThrow()))
                    .isFalse();
        }
    }

    @Test
    void aPortOnWhichSomebodyListensSinceBeforeIsPassedOver(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            ActorSocket early = actor.socket(SocketKind.TCP4, SocketOption.REUSEADDR);
            early.bind("0.0.0.0", 9_000).orElseThrow();
            early.listen().orElseThrow();
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000, 2));
            assertThat(held.guard.bound(Protocol.TCP, 9_000)).isZero();
            assertThat(associated(held, actor, SocketKind.TCP4, token)
                            .bind("0.0.0.0", 0)
                            .orElseThrow())
                    .isEqualTo(9_001);
        }
    }

    @Test
    void aBindThatTheKernelRefusesIsCountedNoLongerThanItsSocketTriesIt(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            Token token = held.hold(Protocol.TCP, BLOCK);
            ActorSocket first = associated(held, actor, SocketKind.TCP4, token);
            first.bind("0.0.0.0", 9_000).orElseThrow();
            first.listen().orElseThrow();
            ActorSocket second = associated(held, actor, SocketKind.TCP4, token);
            assertThat(second.bind("0.0.0.0", 9_000)).hasToString("EADDRINUSE");
            assertThat(second.bind("0.0.0.0", 9_001).orElseThrow()).isEqualTo(9_001);
            assertThat(held.guard.bound(Protocol.TCP, 9_000)).isOne();
            assertThat(held.guard.bound(Protocol.TCP, 9_001)).isOne();
            // A socket that is bound is refused by the kernel and stays counted where it is.
            assertThat(second.bind("0.0.0.0", 9_002)).hasToString("EINVAL");
            assertThat(held.guard.bound(Protocol.TCP, 9_001)).isOne();
            assertThat(held.guard.bound(Protocol.TCP, 9_002)).isZero();
        }
    }

    private static GuardEntry privileged(Token token, State state) {
        return new GuardEntry(
                token,
                state,
                Protocol.TCP_UDP,
                PortBlock.of(80, 2),
                Deny.EACCES,
                LowPorts.PRIVILEGED,
                Life.NOBODY,
                Rights.NOBODY);
    }

    private static ActorSocket associated(GuardInWalls held, Actor actor, SocketKind kind, Token token)
            throws IOException {
        ActorSocket socket = actor.socket(kind, SocketOption.REUSEADDR);
        held.associate(socket, token);
        return socket;
    }
}

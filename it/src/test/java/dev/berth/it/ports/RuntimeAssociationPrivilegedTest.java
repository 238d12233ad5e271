package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sockets that are associated with runtime tokens, and those that reservations hang on. The tests share walls, owner and
 * stranger: none of them leaves anything.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeAssociationPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 10);

    private final Acquirer owner;
    private final Actor stranger;

    RuntimeAssociationPrivilegedTest(Walls walls) throws IOException {
        owner = Acquirer.start(walls);
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver() throws IOException {
        owner.startOver();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R7 R11 bind(0) on associated sockets takes each port once, before any listens, and then none")
    void r7(SocketKind kind) throws IOException {
        Token token =
                owner.acquire(exactly(kind.protocol(), BLOCK)).orElseThrow().token();
        int[] sockets = new int[BLOCK.count()];
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = owner.socket(kind);
            owner.associate(sockets[i], kind.protocol(), token).orElseThrow();
            int port = owner.bind(sockets[i], 0).orElseThrow();
            assertThat(BLOCK.contains(port)).isTrue();
            given.add(port);
        }
        assertThat(given).hasSize(BLOCK.count());
        assertThat(owner.bindAssociated(kind, token, 0)).hasToString("EADDRINUSE");
        if (kind.protocol() == Protocol.TCP) {
            for (int socket : sockets) {
                owner.listen(socket).orElseThrow();
            }
            assertThat(owner.bindAssociated(kind, token, 0)).hasToString("EADDRINUSE");
        }
        owner.close(sockets[3]);
        int free = owner.bindAssociated(kind, token, 0).orElseThrow();
        assertThat(BLOCK.contains(free)).isTrue();
        assertThat(owner.bindAssociated(kind, token, 0)).hasToString("EADDRINUSE");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R7 R11 The owner's other sockets in the block are passed over, and an explicit bind inside works")
    void r7mixed(SocketKind kind) throws IOException {
        PortBlock block = PortBlock.of(9_000, 3);
        Token token =
                owner.acquire(exactly(kind.protocol(), block)).orElseThrow().token();
        owner.bind(owner.socket(kind), 9_000).orElseThrow();
        assertThat(owner.bindAssociated(kind, token, 9_001).orElseThrow()).isEqualTo(9_001);
        assertThat(owner.bindAssociated(kind, token, 0).orElseThrow()).isEqualTo(9_002);
        assertThat(owner.bindAssociated(kind, token, 0)).hasToString("EADDRINUSE");
        assertThat(owner.bindAssociated(kind, token, 9_001)).hasToString("EADDRINUSE");
        int elsewhere = owner.bind(owner.socket(kind), 0).orElseThrow();
        assertThat(block.contains(elsewhere)).as("not associated").isFalse();
    }

    @Test
    @DisplayName("R7 A token of both pools is for sockets of either, each with all ports of its own")
    void bothPools() throws IOException {
        PortBlock block = PortBlock.of(9_000, 2);
        Token token =
                owner.acquire(exactly(Protocol.TCP_UDP, block)).orElseThrow().token();
        for (SocketKind kind : new SocketKind[] {SocketKind.TCP4, SocketKind.UDP6}) {
            Set<Integer> given = new HashSet<>();
            given.add(owner.bindAssociated(kind, token, 0).orElseThrow());
            given.add(owner.bindAssociated(kind, token, 0).orElseThrow());
            assertThat(given).containsExactlyInAnyOrder(9_000, 9_001);
        }
    }

    @PerProtocol
    @DisplayName(
            "R10 A token of the other protocol, unknown or released: 10022, and bind(0) as if nothing had been asked")
    void r10(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        Token token = owner.acquire(exactly(protocol, BLOCK)).orElseThrow().token();
        int mismatched = owner.socket(SocketKind.of(other));
        Answers.refused(owner.associate(mismatched, other, token), Code.WSAEINVAL, "" + BLOCK);
        int early = owner.socket(kind);
        owner.associate(early, protocol, token).orElseThrow();
        owner.release(token).orElseThrow();
        int late = owner.socket(kind);
        Answers.refused(owner.associate(late, protocol, token), Code.WSAEINVAL);
        for (int socket : new int[] {mismatched, early, late}) {
            int port = owner.bind(socket, 0).orElseThrow();
            assertThat(BLOCK.contains(port)).isFalse();
        }
    }

    @PerProtocol
    @DisplayName("R14 Several blocks on one socket all end with it, whichever was released before")
    void severalOnOneSocket(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        int anchor = owner.socket(kind);
        Token[] tokens = new Token[5];
        for (int i = 0; i < tokens.length; i++) {
            PortBlock two = PortBlock.of(BLOCK.port(2 * i), 2);
            tokens[i] =
                    owner.acquire(exactly(protocol, two), anchor).orElseThrow().token();
        }
        int separate = owner.socket(kind);
        PortBlock apart = PortBlock.of(9_100, 2);
        owner.acquire(exactly(protocol, apart), separate).orElseThrow();
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 10)).containsOnlyKeys("EACCES");
        owner.release(tokens[0]).orElseThrow();
        owner.release(tokens[3]).orElseThrow();
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 10))
                .containsEntry("ok", 4)
                .containsEntry("EACCES", 6);
        owner.close(anchor);
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 10)).containsOnlyKeys("ok");
        assertThat(stranger.attack(kind, kind.wildcard(), apart, 2)).containsOnlyKeys("EACCES");
        assertThat(Everything.of(walls).entries()).hasSize(1);
    }

    @PerProtocol
    @DisplayName("R3 R14 What a socket was acquired for goes on hanging on it when it is asked for more in vain")
    void refusedOnSocket(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        owner.choosesFrom(PortBlock.of(9_100, 1));
        int anchor = owner.socket(kind);
        owner.acquire(exactly(protocol, BLOCK), anchor).orElseThrow();
        try (Actor squatter = walls.actor().start()) {
            squatter.socket(kind).bind(kind.wildcard(), 9_100).orElseThrow();
            Answers.refused(owner.acquire(exactly(protocol, PortBlock.of(9_100, 2)), anchor), Code.WSAEADDRINUSE);
            Answers.refused(owner.acquire(exactly(protocol, PortBlock.of(9_050, 70)), anchor), Code.WSAEADDRINUSE);
            Answers.refused(owner.acquire(AcquireRequest.of(protocol, 1), anchor), Code.WSAENOBUFS);
        }
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 10)).containsOnlyKeys("EACCES");
        owner.close(anchor);
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 10)).containsOnlyKeys("ok");
    }

    private static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return RuntimePrivilegedTest.exactly(protocol, block);
    }
}

package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Deny;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import dev.berth.it.ports.Acquirer.Held;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Acquiring and releasing blocks of the caller's choice, and who is kept out meanwhile. The tests share walls, owner and
 * stranger: none of them leaves anything.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimePrivilegedTest {
    private static final int START = 10_000;
    /** The last that is probed port by port, the first that is not, and the most. */
    private static final int[] COUNTS = {1, 64, 65, 10_000};

    private static final PortBlock AUTOMATIC = PortBlock.between(50_000, 52_999);

    private final Acquirer owner;
    private final Acquirer nobody;
    private final Actor stranger;

    RuntimePrivilegedTest(Walls walls) throws IOException {
        walls.automatic(AUTOMATIC);
        owner = Acquirer.start(walls);
        nobody = Acquirer.start(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all");
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver(Walls walls) throws IOException {
        owner.startOver();
        walls.automatic(AUTOMATIC);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("R1 R12 A free block: 0, a token of its own, every port held; released, all are free at once")
    void r1(Protocol protocol, Ports ports) throws IOException {
        Set<Token> tokens = new HashSet<>();
        for (int count : COUNTS) {
            PortBlock block = PortBlock.of(START, count);
            Held held = owner.acquire(exactly(protocol, block)).orElseThrow();
            assertThat(held.block()).isEqualTo(block);
            assertThat(held.token()).isNotEqualTo(Token.NONE);
            tokens.add(held.token());
            RuntimeReservation listed = ports.list().orElseThrow().runtime().getFirst();
            assertThat(listed.token()).isEqualTo(held.token());
            assertThat(listed.protocol()).isEqualTo(protocol);
            assertThat(listed.block()).isEqualTo(block);
            for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.UDP_DUAL)) {
                String expected = kind.protocol().meets(protocol) ? "EACCES" : "ok";
                assertThat(stranger.attack(kind, kind.wildcard(), block, count)).isEqualTo(Map.of(expected, count));
            }
            assertThat(stranger.bind(SocketKind.of(protocol), block.last() + 1)).hasToString("ok");
            owner.release(held.token()).orElseThrow();
            for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.UDP_DUAL)) {
                assertThat(stranger.attack(kind, kind.wildcard(), block, count)).isEqualTo(Map.of("ok", count));
            }
            assertThat(ports.list().orElseThrow().runtime()).isEmpty();
            Answers.refused(owner.release(held.token()), Code.WSAEINVAL);
        }
        assertThat(tokens).hasSize(COUNTS.length);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R1 A stranger's explicit bind: the error that was asked for, on every address")
    void deny(SocketKind kind) throws IOException {
        PortBlock block = PortBlock.of(START, 2);
        for (Deny deny : Deny.values()) {
            Token token = owner.acquire(exactly(kind.protocol(), block).denyWith(deny))
                    .orElseThrow()
                    .token();
            for (String address : List.of(kind.wildcard(), kind.loopback())) {
                assertThat(stranger.attack(kind, address, block, 2)).containsOnlyKeys(deny.name());
            }
            assertThat(owner.bind(owner.socket(kind), block.start())).hasToString("ok");
            owner.release(token).orElseThrow();
            assertThat(stranger.bind(kind, block.last())).hasToString("ok");
            block = PortBlock.of(block.last() + 1, 2);
        }
    }

    @Test
    @DisplayName("R4 R13 No token, and one that nobody was given: 10022")
    void unknownTokens() throws IOException {
        Token token =
                owner.acquire(AcquireRequest.of(Protocol.TCP, 1)).orElseThrow().token();
        for (Token unknown : List.of(Token.NONE, new Token(token.bits() + 1), new Token(-1))) {
            Answers.refused(owner.release(unknown), Code.WSAEINVAL);
            Answers.refused(owner.forceRelease(unknown), Code.WSAEINVAL);
            Answers.refused(owner.associate(owner.socket(SocketKind.TCP4), Protocol.TCP, unknown), Code.WSAEINVAL);
        }
        owner.release(token).orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = SocketKind.class,
            names = {"TCP4", "TCP6", "UDP4", "UDP6", "MPTCP4"})
    @DisplayName("R12 Sockets stay open after the release, and keep their ports")
    void r12(SocketKind kind, Walls walls) throws IOException {
        PortBlock block = PortBlock.of(START, 4);
        Token token =
                owner.acquire(exactly(kind.protocol(), block)).orElseThrow().token();
        int explicit = owner.socket(kind);
        owner.bind(explicit, block.start()).orElseThrow();
        int associated = owner.socket(kind);
        owner.associate(associated, kind.protocol(), token).orElseThrow();
        int port = owner.bind(associated, 0).orElseThrow();
        assertThat(port).isBetween(block.start() + 1, block.last());
        owner.release(token).orElseThrow();
        assertThat(stranger.bind(kind, block.start())).hasToString("EADDRINUSE");
        assertThat(stranger.bind(kind, port)).hasToString("EADDRINUSE");
        assertThat(stranger.attack(kind, kind.wildcard(), block, block.count()))
                .isEqualTo(Map.of("EADDRINUSE", 2, "ok", 2));
        if (kind.protocol() == Protocol.TCP) {
            assertThat(owner.listen(explicit)).hasToString("ok");
            try (Actor client = walls.actor().start()) {
                assertThat(client.socket(kind).connect(kind.loopback(), block.start()))
                        .hasToString("ok");
            }
        }
        Answers.refused(owner.acquire(exactly(kind.protocol(), block)), Code.WSAEADDRINUSE, "pid " + owner.pid());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R15 The acquiring socket is not bound by it, and may itself be associated and bound")
    void r15(SocketKind kind) throws IOException {
        PortBlock block = PortBlock.of(START, 1);
        int anchor = owner.socket(kind);
        Token token = owner.acquire(exactly(kind.protocol(), block), anchor)
                .orElseThrow()
                .token();
        owner.associate(anchor, kind.protocol(), token).orElseThrow();
        assertThat(owner.bind(anchor, 0).orElseThrow()).isEqualTo(START);
        assertThat(stranger.bind(kind, START)).hasToString("EACCES");
        owner.close(anchor);
        assertThat(stranger.bind(kind, START)).hasToString("ok");
        Answers.refused(owner.release(token), Code.WSAEINVAL);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("R16 Ports below 1024 as any other for an administrator; for everybody else 10013, of any port")
    void r16(Protocol protocol, Walls walls) throws IOException {
        PortBlock block = PortBlock.between(1_000, 1_030);
        owner.acquire(exactly(protocol, block)).orElseThrow();
        SocketKind kind = SocketKind.of(protocol);
        assertThat(stranger.attack(kind, kind.wildcard(), block, block.count())).containsOnlyKeys("EACCES");
        assertThat(owner.bind(owner.socket(kind), block.start())).hasToString("ok");
        Everything before = Everything.of(walls);
        for (int start : new int[] {900, START}) {
            Answers.refused(nobody.acquire(exactly(protocol, PortBlock.of(start, 2))), Code.WSAEACCES, "CAP_NET_ADMIN");
        }
        Answers.refused(nobody.release(before.entries().iterator().next().token()), Code.WSAEACCES);
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("R1 A block among the automatic ports is kept from automatic assignment until it is released")
    void automatic(Protocol protocol, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 42_999));
        PortBlock block = PortBlock.of(40_100, 300);
        PortBlock partly = PortBlock.between(39_990, 40_009);
        Token first = owner.acquire(exactly(protocol, block)).orElseThrow().token();
        Token second = owner.acquire(exactly(protocol, partly)).orElseThrow().token();
        PortSet among = PortSet.of(PortBlock.between(40_000, partly.last()));
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.of(block).plus(among));
        SocketKind kind = SocketKind.of(protocol);
        assertThat(stranger.exhaust(kind, block))
                .containsEntry("outside", 2_690)
                .doesNotContainKey("inside");
        owner.release(second).orElseThrow();
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.of(block));
        owner.release(first).orElseThrow();
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
        assertThat(stranger.exhaust(kind, block)).containsEntry("inside", 300);
        // 1,024 are left in any case.
        Answers.refused(owner.acquire(exactly(protocol, PortBlock.of(40_000, 1_977))), Code.WSAENOBUFS, "1024");
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
    }

    @Test
    @DisplayName("R6 R14 What is no socket holds no reservation: refused, and nothing stays behind")
    void noSocket(Walls walls) throws IOException {
        PortBlock block = PortBlock.of(START, 4);
        assertThat(owner.acquire(exactly(Protocol.TCP, block), 1).code()).isNotEqualTo(Code.NO_ERROR);
        assertThat(owner.acquire(AcquireRequest.of(Protocol.TCP, 4), 1).code()).isNotEqualTo(Code.NO_ERROR);
        assertThat(Everything.of(walls).entries()).isEmpty();
        assertThat(stranger.bind(SocketKind.TCP4, START)).hasToString("ok");
        owner.acquire(exactly(Protocol.TCP, block)).orElseThrow();
    }

    static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return AcquireRequest.of(protocol, block.count()).startingAt(block.start());
    }
}

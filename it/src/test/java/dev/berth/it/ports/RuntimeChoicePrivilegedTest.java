package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.it.ports.Acquirer.Held;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Acquiring blocks of anybody's choice. The tests share walls and owners: none of them leaves anything. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeChoicePrivilegedTest {
    private static final PortBlock USUAL = PortBlock.between(20_000, 29_999);
    private static final PortBlock AUTOMATIC = PortBlock.between(32_768, 60_999);
    private static final PortBlock SMALL = PortBlock.of(20_100, 10);

    private final Acquirer owner;
    private final Acquirer other;
    /** A new one for each test, with whom the sockets end that he is told to hold. */
    private Actor stranger;

    RuntimeChoicePrivilegedTest(Walls walls) throws IOException {
        walls.automatic(AUTOMATIC);
        owner = Acquirer.start(walls);
        other = Acquirer.start(walls);
    }

    @BeforeEach
    void beginWithStranger(Walls walls) throws IOException {
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver(Ports ports, Walls walls) throws IOException {
        stranger.close();
        owner.startOver();
        other.startOver();
        Leftovers.remove(ports);
        walls.automatic(AUTOMATIC);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("R2 Any block lies away from automatic ports and services, overlaps none, and is held")
    void r2(Protocol protocol, Walls walls) throws IOException {
        PortSet services = InsidePorts.kernel(walls).registeredPorts();
        PortSet taken = PortSet.EMPTY;
        for (int count : new int[] {1, 2, 3, 64, 65, 500, 1}) {
            PortBlock block = owner.acquire(AcquireRequest.of(protocol, count))
                    .orElseThrow()
                    .block();
            assertThat(block.count()).isEqualTo(count);
            assertThat(PortSet.of(block).minus(PortSet.of(USUAL))).isEqualTo(PortSet.EMPTY);
            assertThat(PortSet.of(block).and(services.plus(taken))).isEqualTo(PortSet.EMPTY);
            for (SocketKind kind : List.of(SocketKind.TCP6, SocketKind.UDP4)) {
                String expected = kind.protocol().meets(protocol) ? "EACCES" : "ok";
                assertThat(stranger.attack(kind, kind.wildcard(), block, count)).isEqualTo(Map.of(expected, count));
            }
            taken = taken.plus(PortSet.of(block));
        }
        assertThat(Everything.of(walls).listed())
                .as("of no concern to automatic assignment")
                .isEqualTo(PortSet.EMPTY);
    }

    @PerProtocol
    @DisplayName("R2 A block that only all of the range is enough for, and the next one among the automatic ports")
    void r2large(Protocol protocol, Walls walls) throws IOException {
        Held all = owner.acquire(AcquireRequest.of(protocol, 10_000)).orElseThrow();
        assertThat(all.block()).isEqualTo(USUAL);
        Held next = owner.acquire(AcquireRequest.of(protocol, 10_000)).orElseThrow();
        assertThat(PortSet.of(next.block()).minus(PortSet.of(AUTOMATIC))).isEqualTo(PortSet.EMPTY);
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.of(next.block()));
        SocketKind kind = SocketKind.of(protocol);
        assertThat(stranger.attack(kind, kind.wildcard(), next.block(), 10_000)).isEqualTo(Map.of("EACCES", 10_000));
        Everything before = Everything.of(walls);
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 10_000)), Code.WSAENOBUFS);
        assertThat(Everything.of(walls)).as("half of the automatic ports stay").isEqualTo(before);
        owner.release(next.token()).orElseThrow();
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
        owner.release(all.token()).orElseThrow();
        assertThat(owner.acquire(AcquireRequest.of(protocol, 1))
                        .orElseThrow()
                        .block()
                        .start())
                .isBetween(USUAL.start(), USUAL.last());
    }

    @PerProtocol
    @DisplayName("R2 A block that was released is not handed out again at once, by no engine")
    void roundRobin(Protocol protocol) throws IOException {
        List<Acquirer> owners = List.of(owner, other);
        for (Acquirer one : owners) {
            one.choosesFrom(SMALL);
        }
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < SMALL.count(); i++) {
            Acquirer next = owners.get(i % 2);
            Held held = next.acquire(AcquireRequest.of(protocol, 1)).orElseThrow();
            starts.add(held.block().start());
            next.release(held.token()).orElseThrow();
        }
        assertThat(starts).doesNotHaveDuplicates();
        Held again = owner.acquire(AcquireRequest.of(protocol, 1)).orElseThrow();
        assertThat(again.block().start()).isEqualTo(starts.getFirst());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "R2 R3 R5 Nothing of it is in anybody's way; when all is taken: 10055, and what is given back is taken again")
    void r5(Protocol protocol, Ports ports, Walls walls) throws IOException {
        int inUse = SMALL.port(3);
        stranger.socket(protocol == Protocol.UDP ? SocketKind.UDP6 : SocketKind.TCP6)
                .bind("::1", inUse)
                .orElseThrow();
        PortBlock reserved = PortBlock.of(SMALL.port(5));
        ports.create(ReservationRequest.of(protocol, reserved)).orElseThrow();
        PortBlock excluded = PortBlock.of(SMALL.port(7));
        ports.exclude(protocol, excluded).orElseThrow();
        Acquirer dying = Acquirer.start(walls);
        dying.choosesFrom(SMALL);
        owner.choosesFrom(SMALL);
        List<Integer> starts = new ArrayList<>();
        Token last = Token.NONE;
        for (int i = 0; i < 7; i++) {
            Acquirer acquirer = i < 2 ? dying : owner;
            Held held = acquirer.acquire(AcquireRequest.of(protocol, 1)).orElseThrow();
            starts.add(held.block().start());
            last = held.token();
        }
        assertThat(starts).doesNotHaveDuplicates().doesNotContain(inUse, reserved.start(), excluded.start());
        assertThat(starts).allMatch(SMALL::contains);
        Everything before = Everything.of(walls);
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 1)), Code.WSAENOBUFS, "20100-20109");
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 11)), Code.WSAENOBUFS);
        assertThat(Everything.of(walls)).isEqualTo(before);
        owner.release(last).orElseThrow();
        assertThat(owner.acquire(AcquireRequest.of(protocol, 1))
                        .orElseThrow()
                        .block()
                        .start())
                .isEqualTo(starts.getLast());
        dying.close();
        for (int i = 0; i < 2; i++) {
            assertThat(owner.acquire(AcquireRequest.of(protocol, 1))
                            .orElseThrow()
                            .block()
                            .start())
                    .isIn(starts.subList(0, 2));
        }
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 1)), Code.WSAENOBUFS);
    }

    @Test
    @DisplayName("R5 R14 What an anchor's close has given back is found when all is taken")
    void anchored() throws IOException {
        owner.choosesFrom(SMALL);
        int anchor = owner.socket(SocketKind.UDP4);
        owner.acquire(AcquireRequest.of(Protocol.TCP, 4), anchor).orElseThrow();
        owner.acquire(AcquireRequest.of(Protocol.TCP, 6)).orElseThrow();
        Answers.refused(owner.acquire(AcquireRequest.of(Protocol.TCP, 4)), Code.WSAENOBUFS);
        owner.close(anchor);
        owner.acquire(AcquireRequest.of(Protocol.TCP, 4)).orElseThrow();
    }

    @PerProtocol
    @DisplayName("R2 More strangers' sockets in the range than are tried one by one: the block lies between them")
    void crowded(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        PortBlock range = PortBlock.of(20_100, 200);
        for (int port = range.start(); port < range.last() - 2; port += 2) {
            stranger.socket(kind).bind("127.0.0.1", port).orElseThrow();
        }
        owner.choosesFrom(range);
        Held pair = owner.acquire(AcquireRequest.of(protocol, 2)).orElseThrow();
        assertThat(pair.block()).isEqualTo(PortBlock.between(range.last() - 2, range.last() - 1));
        for (int i = 0; i < 99; i++) {
            assertThat(owner.acquire(AcquireRequest.of(protocol, 1))
                                    .orElseThrow()
                                    .block()
                                    .start()
                            % 2)
                    .isOne();
        }
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 1)), Code.WSAENOBUFS);
    }

    @PerProtocol
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R2 R3 Blocks lie between the ports in use, in whatever way, until nothing else is left")
    void between(Protocol protocol, Walls walls) throws IOException {
        PortBlock range = PortBlock.of(2_000, 1_100);
        walls.automatic(range);
        Set<Integer> inUse = new HashSet<>();
        for (Holding holding : Holding.values()) {
            for (SocketKind kind : SocketKind.all(protocol)) {
                if (holding.suits(kind)) {
                    inUse.add(holding.hold(stranger, kind));
                }
            }
        }
        walls.automatic(AUTOMATIC);
        owner.choosesFrom(range);
        PortSet held = PortSet.EMPTY;
        for (int count : new int[] {70, 3, 1}) {
            Outcome<Held> outcome = owner.acquire(AcquireRequest.of(protocol, count));
            for (; outcome.code() == Code.NO_ERROR; outcome = owner.acquire(AcquireRequest.of(protocol, count))) {
                PortBlock block = outcome.orElseThrow().block();
                assertThat(held.and(PortSet.of(block))).isEqualTo(PortSet.EMPTY);
                held = held.plus(PortSet.of(block));
            }
            Answers.refused(outcome, Code.WSAENOBUFS);
        }
        PortSet left = PortSet.of(range).minus(held);
        assertThat(left.stream().boxed()).containsAll(inUse);
        // More than were asked for: both ends of connections have ports.
        SocketKind both = protocol == Protocol.TCP ? SocketKind.TCP_DUAL : SocketKind.UDP_DUAL;
        assertThat(left.stream())
                .allSatisfy(port -> assertThat(stranger.bind(both, port))
                        .as("port %d", port)
                        .hasToString("EADDRINUSE"));
    }
}

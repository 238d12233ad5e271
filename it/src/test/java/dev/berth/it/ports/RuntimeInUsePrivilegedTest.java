package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Acquiring what somebody has already. The tests share walls and owners: none of them leaves anything. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeInUsePrivilegedTest {
    /** The most ports of a block on either side of the one that is held. */
    private static final int BESIDE = 40;

    private static final PortBlock ELSEWHERE = PortBlock.between(60_000, 63_000);
    private static final PortBlock BLOCK = PortBlock.of(5_000, 100);

    /** Each with automatic ports of its own: what a connection leaves in TIME_WAIT outlives its test. */
    static final List<Arguments> HOLDERS = InUsePrivilegedTest.HOLDERS;

    static final List<Arguments> BOUND_ONLY = InUsePrivilegedTest.BOUND_ONLY;

    private final Acquirer owner;
    private final Acquirer another;

    RuntimeInUsePrivilegedTest(Walls walls) throws IOException {
        owner = Acquirer.start(walls);
        another = Acquirer.start(walls);
    }

    @AfterEach
    void startOver(Ports ports) throws IOException {
        owner.startOver();
        another.startOver();
        Leftovers.remove(ports);
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("HOLDERS")
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R3 A port of the block in use: 10048, the holder named, nothing changed")
    void r3(Holding holding, SocketKind kind, PortBlock automatic, Walls walls) throws IOException {
        walls.automatic(automatic);
        try (Actor holder = Accounts.actor(walls).start()) {
            int port = holding.hold(holder, kind);
            String[] named = holding == Holding.TIME_WAIT
                    ? new String[] {"TIME_WAIT", Integer.toString(port)}
                    : new String[] {"port " + port, "pid " + holder.pid()};
            for (PortBlock assigned : List.of(automatic, ELSEWHERE)) {
                walls.automatic(assigned);
                Everything before = Everything.of(walls);
                for (PortBlock block :
                        List.of(PortBlock.of(port), PortBlock.of(port - 1, 3), PortBlock.of(port - BESIDE, 70))) {
                    Answers.refused(owner.acquire(exactly(kind.protocol(), block)), Code.WSAEADDRINUSE, named);
                    assertThat(Everything.of(walls)).isEqualTo(before);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("BOUND_ONLY")
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP, KernelAbility.BOUND_SOCKETS})
    @DisplayName("R3 The same with a port that is bound and nothing more")
    void r3bound(Holding holding, SocketKind kind, PortBlock automatic, Walls walls) throws IOException {
        r3(holding, kind, automatic, walls);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "R3 P6 Ports reserved for good, by this process, by another one, or excluded: 10048, whatever the overlap")
    void r3reserved(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Runnable[] give = {
            () -> ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow(),
            () -> ports.exclude(protocol, BLOCK).orElseThrow(),
        };
        Runnable[] take = {
            () -> ports.delete(protocol, BLOCK).orElseThrow(),
            () -> ports.removeExclusion(protocol, BLOCK).orElseThrow(),
        };
        for (int i = 0; i < give.length; i++) {
            give[i].run();
            assertTaken(protocol, walls);
            take[i].run();
            assertFree(protocol);
        }
        Token own = owner.acquire(exactly(protocol, BLOCK)).orElseThrow().token();
        assertTaken(protocol, walls);
        for (PortBlock block : Blocks.touching(BLOCK)) {
            Answers.refused(
                    ports.create(ReservationRequest.of(protocol, block)),
                    Code.ERROR_SHARING_VIOLATION,
                    "pid " + owner.pid());
            Answers.refused(ports.exclude(protocol, block), Code.ERROR_SHARING_VIOLATION, "pid " + owner.pid());
        }
        owner.release(own).orElseThrow();
        another.acquire(exactly(protocol, BLOCK)).orElseThrow();
        assertTaken(protocol, walls, "pid " + another.pid());
        another.startOver();
        assertFree(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Protocol.class,
            names = {"TCP", "UDP"})
    @DisplayName("R3 A port that is held in the other pool is free, but for a block of both")
    void otherPool(Protocol protocol, Walls walls) throws IOException {
        Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        try (Actor holder = walls.actor().start()) {
            ActorSocket socket = holder.socket(SocketKind.of(protocol));
            socket.bind("127.0.0.1", BLOCK.start()).orElseThrow();
            if (protocol == Protocol.TCP) {
                socket.listen().orElseThrow(); // so that any kernel lists it
            }
            Answers.refused(owner.acquire(exactly(Protocol.TCP_UDP, BLOCK)), Code.WSAEADDRINUSE, "pid " + holder.pid());
            Token token = owner.acquire(exactly(other, BLOCK)).orElseThrow().token();
            Answers.refused(owner.acquire(exactly(Protocol.TCP_UDP, BLOCK)), Code.WSAEADDRINUSE);
            socket.close();
            Token second = owner.acquire(exactly(protocol, BLOCK)).orElseThrow().token();
            assertThat(second).isNotEqualTo(token);
            owner.release(token).orElseThrow();
            owner.release(second).orElseThrow();
            assertFree(Protocol.TCP_UDP);
        }
    }

    private void assertTaken(Protocol protocol, Walls walls, String... words) throws IOException {
        Everything before = Everything.of(walls);
        for (PortBlock block : Blocks.touching(BLOCK)) {
            Answers.refused(owner.acquire(exactly(protocol, block)), Code.WSAEADDRINUSE, words);
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    private void assertFree(Protocol protocol) throws IOException {
        owner.release(owner.acquire(exactly(protocol, BLOCK)).orElseThrow().token())
                .orElseThrow();
    }

    private static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return AcquireRequest.of(protocol, block.count()).startingAt(block.start());
    }
}

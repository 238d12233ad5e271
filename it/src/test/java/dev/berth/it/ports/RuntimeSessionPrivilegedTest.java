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
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;

/**
 * An engine that has something acquired, beside others that change what it knows. The tests share walls, owners and
 * stranger: none of them leaves anything.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeSessionPrivilegedTest {
    private static final PortBlock FIRST = PortBlock.of(20_000, 10);
    private static final PortBlock SECOND = PortBlock.of(20_010, 10);
    private static final PortBlock BOTH = PortBlock.of(20_000, 20);

    private final Acquirer owner;
    private final Acquirer other;
    private final Actor stranger;

    RuntimeSessionPrivilegedTest(Walls walls) throws IOException {
        owner = Acquirer.start(walls);
        other = Acquirer.start(walls);
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver(Ports ports) throws IOException {
        owner.startOver();
        other.startOver();
        Leftovers.remove(ports);
    }

    @PerProtocol
    @DisplayName("R3 R5 What others create, exclude and acquire meanwhile is taken, and free when they end it")
    void others(Protocol protocol, Ports ports) throws IOException {
        owner.choosesFrom(BOTH);
        owner.acquire(exactly(protocol, FIRST)).orElseThrow();
        Token[] others = {Token.NONE};
        List<Runnable> give = List.of(
                () -> ports.create(ReservationRequest.of(protocol, SECOND)).orElseThrow(),
                () -> ports.exclude(protocol, SECOND).orElseThrow());
        List<Runnable> take = List.of(
                () -> ports.delete(protocol, SECOND).orElseThrow(),
                () -> ports.removeExclusion(protocol, SECOND).orElseThrow());
        for (int i = 0; i < give.size(); i++) {
            give.get(i).run();
            assertTaken(protocol);
            take.get(i).run();
            assertFree(protocol);
        }
        others[0] = other.acquire(exactly(protocol, SECOND)).orElseThrow().token();
        assertTaken(protocol);
        other.release(others[0]).orElseThrow();
        assertFree(protocol);
    }

    @PerProtocol
    @DisplayName(
            "Acquiring lifts what was disabled, and an engine that had acquired goes on with the guard that is there")
    void disabled(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        ports.create(ReservationRequest.of(protocol, PortBlock.of(9_000))).orElseThrow();
        List<Consumer<Ports>> ways =
                List.of(all -> all.disable().orElseThrow(), all -> all.purge().orElseThrow());
        for (Consumer<Ports> way : ways) {
            Token before = owner.acquire(exactly(protocol, FIRST)).orElseThrow().token();
            way.accept(ports);
            assertThat(stranger.attack(kind, kind.wildcard(), FIRST, 10)).containsOnlyKeys("ok");
            assertThat(InsidePorts.links(walls)).isZero();
            Answers.refused(owner.release(before), Code.WSAEINVAL);
            Answers.refused(owner.associate(owner.socket(kind), protocol, before), Code.WSAEINVAL);

            Token after = owner.acquire(exactly(protocol, FIRST)).orElseThrow().token();
            assertThat(stranger.attack(kind, kind.wildcard(), FIRST, 10)).isEqualTo(Map.of("EACCES", 10));
            assertThat(ports.list().orElseThrow().runtime()).hasSize(1);
            owner.release(after).orElseThrow();
            assertThat(stranger.attack(kind, kind.wildcard(), FIRST, 10)).containsOnlyKeys("ok");
            Token held = owner.acquire(exactly(protocol, SECOND)).orElseThrow().token();
            assertThat(stranger.attack(kind, kind.wildcard(), SECOND, 10)).isEqualTo(Map.of("EACCES", 10));
            owner.release(held).orElseThrow();
            String persistent = Files.exists(walls.store().resolve("tcp-9000-1.json"))
                            || Files.exists(walls.store().resolve("udp-9000-1.json"))
                    ? "EACCES"
                    : "ok";
            assertThat(stranger.bind(kind, 9_000)).hasToString(persistent);
        }
    }

    @PerProtocol
    @DisplayName("A guard that somebody loads anew is found by who had acquired with the one before")
    void anotherGuard(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        owner.acquire(exactly(protocol, FIRST)).orElseThrow();
        ports.purge().orElseThrow();
        ports.create(ReservationRequest.of(protocol, SECOND)).orElseThrow();
        Answers.refused(owner.acquire(exactly(protocol, BOTH)), Code.WSAEADDRINUSE, "" + SECOND);
        owner.acquire(exactly(protocol, FIRST)).orElseThrow();
        assertThat(stranger.attack(kind, kind.wildcard(), BOTH, 20)).isEqualTo(Map.of("EACCES", 20));
        assertThat(Everything.of(walls).entries()).hasSize(2);
    }

    @PerProtocol
    @DisplayName("Closing an engine ends nothing that it acquired")
    void closed(Protocol protocol, Ports ports, Walls walls) throws IOException {
        try (Ports closing = InsidePorts.of(walls)) {
            closing.acquire(exactly(protocol, FIRST)).orElseThrow();
        }
        assertThat(ports.list().orElseThrow().runtime()).hasSize(1);
        Answers.refused(ports.create(ReservationRequest.of(protocol, FIRST)), Code.ERROR_SHARING_VIOLATION);
        Token token = ports.list().orElseThrow().runtime().getFirst().token();
        ports.release(token).orElseThrow();
        ports.create(ReservationRequest.of(protocol, FIRST)).orElseThrow();
    }

    private void assertTaken(Protocol protocol) throws IOException {
        Answers.refused(owner.acquire(exactly(protocol, PortBlock.of(SECOND.last()))), Code.WSAEADDRINUSE);
        Answers.refused(owner.acquire(AcquireRequest.of(protocol, 1)), Code.WSAENOBUFS);
    }

    private void assertFree(Protocol protocol) throws IOException {
        Acquirer.Held held =
                owner.acquire(AcquireRequest.of(protocol, SECOND.count())).orElseThrow();
        assertThat(held.block()).isEqualTo(SECOND);
        owner.release(held.token()).orElseThrow();
    }

    private static AcquireRequest exactly(Protocol protocol, PortBlock block) {
        return RuntimePrivilegedTest.exactly(protocol, block);
    }
}

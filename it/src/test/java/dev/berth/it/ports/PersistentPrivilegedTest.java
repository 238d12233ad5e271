package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

/** Create, Delete and Lookup of persistent reservations, row by row. */
@InWallsWithPorts
class PersistentPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);

    @PerProtocol
    @DisplayName("P1 Create of a free block: a token of its own, recorded in the store")
    void p1(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Set<Token> tokens = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            PortBlock block = PortBlock.of(40_000 + 10 * i, 1 + i);
            Reservation made =
                    ports.create(ReservationRequest.of(protocol, block)).orElseThrow();
            assertThat(made.block()).isEqualTo(block);
            assertThat(made.standing()).isEqualTo(Standing.ENFORCED);
            assertThat(made.token().isPresent()).isTrue();
            assertThat(tokens.add(made.token())).isTrue();
            assertThat(Everything.of(walls).files())
                    .containsKey(protocol + "-" + block.start() + "-" + block.count() + ".json");
        }
        assertThat(ports.list().orElseThrow().reservations()).hasSize(10);
    }

    @PerProtocol
    @DisplayName(
            "P2 P3 P9 P10 P13 A block that starts at 0 or is empty: 87; one that ends past 65535: 87 to create, else 1168")
    void p2p3p10p13(Protocol protocol, Ports ports, Walls walls) throws IOException {
        for (PortBlock unsound : Blocks.UNSOUND) {
            Answers.refused(ports.create(ReservationRequest.of(protocol, unsound)), Code.ERROR_INVALID_PARAMETER);
            Code nowhere = unsound.zero().isPresent() ? Code.ERROR_INVALID_PARAMETER : Code.ERROR_NOT_FOUND;
            Answers.refused(ports.lookup(protocol, unsound), nowhere);
            Answers.refused(ports.delete(protocol, unsound), nowhere);
        }
        assertThat(Everything.of(walls)).isEqualTo(new Everything(Map.of(), Set.of(), PortSet.EMPTY));
    }

    @PerProtocol
    @DisplayName("P5 P6 Create over a reservation or an exclusion: 32, nothing changed")
    void p5p6(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK).named("first")).orElseThrow();
        ports.exclude(protocol, PortBlock.of(50_000, 4)).orElseThrow();
        Everything before = Everything.of(walls);
        for (PortBlock taken : Blocks.touching(BLOCK)) {
            Answers.refused(
                    ports.create(ReservationRequest.of(protocol, taken)), Code.ERROR_SHARING_VIOLATION, "first");
        }
        for (PortBlock taken : Blocks.touching(PortBlock.of(50_000, 4))) {
            Answers.refused(
                    ports.create(ReservationRequest.of(protocol, taken)), Code.ERROR_SHARING_VIOLATION, "excluded");
        }
        Answers.refused(
                ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK)), Code.ERROR_SHARING_VIOLATION, "first");
        assertThat(Everything.of(walls)).isEqualTo(before);
        ports.create(ReservationRequest.of(other(protocol), BLOCK)).orElseThrow();
    }

    @PerProtocol
    @DisplayName("P8 Delete: the ports are free at once, for explicit and automatic binds")
    void p8(Protocol protocol, Ports ports, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 41_999));
        var actor = walls.actor().start();
        PortBlock block = PortBlock.of(40_000, 500);
        SocketKind kind = SocketKind.of(protocol);
        ports.create(ReservationRequest.of(protocol, block)).orElseThrow();
        assertThat(actor.exhaust(kind, block)).containsEntry("outside", 1_500).doesNotContainKey("inside");
        Reservation deleted = ports.delete(protocol, block).orElseThrow();
        assertThat(deleted.block()).isEqualTo(block);
        assertThat(actor.attack(kind, kind.wildcard(), block, 500)).containsOnlyKeys("ok");
        assertThat(actor.exhaust(kind, block)).containsEntry("outside", 1_500).containsEntry("inside", 500);
        assertThat(Everything.of(walls)).isEqualTo(new Everything(Map.of(), Set.of(), PortSet.EMPTY));
    }

    @PerProtocol
    @DisplayName("P9 P13 Delete and Lookup of anything but the exact block: 1168")
    void p9p13(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Answers.refused(ports.delete(protocol, BLOCK), Code.ERROR_NOT_FOUND);
        Answers.refused(ports.lookup(protocol, BLOCK), Code.ERROR_NOT_FOUND);
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Everything before = Everything.of(walls);
        for (PortBlock near : Blocks.touching(BLOCK)) {
            if (!near.equals(BLOCK)) {
                Answers.refused(ports.delete(protocol, near), Code.ERROR_NOT_FOUND);
                Answers.refused(ports.lookup(protocol, near), Code.ERROR_NOT_FOUND);
            }
        }
        for (Protocol wrong : new Protocol[] {other(protocol), Protocol.TCP_UDP}) {
            Answers.refused(ports.delete(wrong, BLOCK), Code.ERROR_NOT_FOUND);
            Answers.refused(ports.lookup(wrong, BLOCK), Code.ERROR_NOT_FOUND);
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    @PerProtocol
    @DisplayName("P11 Delete with sockets bound inside: they stay open")
    void p11(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK).consumer(Accounts.consumer(walls)))
                .orElseThrow();
        var consumer = Accounts.actor(walls).start();
        ActorSocket server = consumer.socket(SocketKind.of(protocol));
        server.bind("127.0.0.1", BLOCK.start()).orElseThrow();
        ActorSocket client = consumer.socket(SocketKind.of(protocol));
        if (protocol == Protocol.TCP) {
            server.listen().orElseThrow();
        }
        client.connect("127.0.0.1", BLOCK.start()).orElseThrow();
        ActorSocket receiver = protocol == Protocol.TCP ? server.accept() : server;
        ports.delete(protocol, BLOCK).orElseThrow();
        assertThat(client.reaches(receiver)).isTrue();
        assertThat(server.port()).isEqualTo(BLOCK.start());
        assertThat(walls.actor().start().bind(SocketKind.of(protocol), BLOCK.start()))
                .hasToString("EADDRINUSE");
    }

    @PerProtocol
    @DisplayName("P12 Lookup of the exact block: the token of Create, from every opening")
    void p12(Protocol protocol, Ports ports, Walls walls) {
        Reservation made = ports.create(ReservationRequest.of(protocol, BLOCK).named("web"))
                .orElseThrow();
        assertThat(ports.lookup(protocol, BLOCK).orElseThrow()).isEqualTo(made);
        try (Ports again = InsidePorts.of(walls)) {
            assertThat(again.lookup(protocol, BLOCK).orElseThrow()).isEqualTo(made);
            assertThat(again.lookup("web").orElseThrow()).isEqualTo(made);
            Answers.refused(again.lookup("web2"), Code.ERROR_NOT_FOUND, "web2");
        }
    }

    private static Protocol other(Protocol protocol) {
        return protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
    }
}

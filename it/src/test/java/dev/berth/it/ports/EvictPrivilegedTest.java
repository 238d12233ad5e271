package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Reservations that make room for themselves. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class EvictPrivilegedTest {
    private static final String STREAMS = "(MP)?TCP.*";
    private static final int PORT = 8_080;
    private static final PortBlock BLOCK = PortBlock.of(PORT, 4);

    static final List<Arguments> FREED = Stream.of(Holding.ACCEPTED, Holding.CONNECTED, Holding.TIME_WAIT)
            .flatMap(holding -> Arrays.stream(SocketKind.values())
                    .filter(kind -> holding.suits(kind) && !kind.name().startsWith("MPTCP"))
                    .map(kind -> Arguments.of(holding, kind)))
            .toList();

    @BeforeEach
    void elsewhere(Walls walls) throws IOException {
        walls.automatic(PortBlock.of(20_000, 2_000));
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("FREED")
    @DisplayName("Evict closes what frees its port that way, and the block is free and guarded")
    void evicted(Holding holding, SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor squatter = walls.actor().start();
        PortBlock block = PortBlock.of(holding.hold(squatter, kind));

        Outcome<Reservation> made = ports.create(ReservationRequest.of(kind.protocol(), block)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.EVICT));

        assertThat(Answers.warnings(made)).singleElement().asString().startsWith("evicted: " + kind.protocol());
        isFreeAndGuarded(kind.protocol(), block, walls);
        assertThat(squatter.bind(kind, block.start())).hasToString("EACCES");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Evict leaves a socket alone that keeps its port, with all its connections")
    void aPortThatWasBoundIsNotEvicted(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor squatter = walls.actor().start();
        Conversation talk = Conversation.begin(squatter, squatter, kind, PORT);
        Everything before = Everything.of(walls);

        Answers.refused(
                ports.create(ReservationRequest.of(kind.protocol(), BLOCK).with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + PORT + " is in use by pid " + squatter.pid(),
                "--evict=terminate");

        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(talk.goesOn()).isTrue();
        assertThat(squatter.bind(kind, PORT + 1)).hasToString("ok");
    }

    @ParameterizedTest
    @EnumSource(names = {"MPTCP4", "MPTCP6", "MPTCP_DUAL"})
    @DisplayName("Evict leaves the paths of MPTCP connections alone")
    void multipath(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor squatter = walls.actor().start();
        Conversation talk = Conversation.begin(squatter, squatter, kind, PORT);
        talk.server().close();

        Answers.refused(
                ports.create(ReservationRequest.of(kind.protocol(), BLOCK).with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "pid " + squatter.pid(),
                "--evict=terminate");
        assertThat(talk.goesOn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "MPTCP.*")
    @DisplayName("A connection of a port that was bound is closed, found to have kept its port, and both are told")
    void aBoundConnection(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor server = walls.actor().start();
        Conversation talk = Conversation.begin(server, server, kind, 9_000);
        Actor squatter = walls.actor().start();
        ActorSocket client = squatter.socket(kind);
        client.bind(kind.loopback(), PORT).orElseThrow();
        client.connect(kind.loopback(), 9_000).orElseThrow();
        Everything before = Everything.of(walls);
        ReservationRequest request = ReservationRequest.of(kind.protocol(), BLOCK);

        Answers.refused(
                ports.create(request.with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + PORT + " is in use by pid " + squatter.pid(),
                "Before that, 1 socket was closed");

        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(talk.goesOn()).isTrue();
        assertThat(Answers.warnings(ports.create(request.with(Remedy.TERMINATE))))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + squatter.pid()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Terminate ends the process that has the port, and closes what it leaves behind")
    void terminated(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor squatter = walls.actor().start();
        Actor client = walls.actor().start();
        Conversation.begin(squatter, client, kind, PORT);
        int child = squatter.fork();

        Outcome<Reservation> made = ports.create(ReservationRequest.of(kind.protocol(), BLOCK)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.TERMINATE));

        assertThat(Answers.warnings(made))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + squatter.pid() + " ("))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + child + " ("));
        isFreeAndGuarded(kind.protocol(), BLOCK, walls);
        assertThat(client.bind(kind, PORT)).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("A process that ignores SIGTERM is waited for, then named, and nothing is reserved")
    void stubborn(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor squatter = walls.actor().start();
        squatter.ignore("SIGTERM");
        Conversation talk = Conversation.begin(squatter, squatter, kind, PORT);
        Everything before = Everything.of(walls);

        Answers.refused(
                ports.create(ReservationRequest.of(protocol, BLOCK).with(Remedy.TERMINATE)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + PORT + " is in use by pid " + squatter.pid(),
                "was asked to end and has not within 5 seconds");

        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(talk.goesOn()).isTrue();
        assertThat(squatter.bind(kind, PORT + 1)).hasToString("ok");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = STREAMS)
    @DisplayName("With adopt, the consumer's server stays and strangers go, whichever way")
    void adoptAndTerminate(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Actor server = Accounts.actor(walls).start();
        Actor stranger = walls.actor().start();
        Conversation own = Conversation.begin(server, server, kind, PORT);
        Conversation.begin(stranger, server, kind, PORT + 1);

        Outcome<Reservation> made = ports.create(ReservationRequest.of(Protocol.TCP, BLOCK)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.ADOPT)
                .with(Remedy.TERMINATE));

        assertThat(Answers.warnings(made))
                .anyMatch(
                        warning -> warning.startsWith("adopted: tcp port " + PORT + " stays with pid " + server.pid()))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + stranger.pid()));
        assertThat(own.goesOn()).isTrue();
        assertThat(server.bind(kind, PORT + 1)).hasToString("ok");
    }

    /** Whoever was there, or what was left of him, would be in the way of a consumer. */
    private static void isFreeAndGuarded(Protocol protocol, PortBlock block, Walls walls) throws IOException {
        Actor consumer = Accounts.actor(walls).start();
        Actor stranger = walls.actor().start();
        for (SocketKind kind : SocketKind.all(protocol)) {
            assertThat(consumer.attack(kind, kind.wildcard(), block, block.count()))
                    .containsOnlyKeys("ok");
            assertThat(stranger.attack(kind, kind.wildcard(), block, block.count()))
                    .containsOnlyKeys("EACCES");
        }
    }
}

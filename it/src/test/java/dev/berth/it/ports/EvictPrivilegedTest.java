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
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.ActorStart;
import dev.berth.testkit.Answer;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Reservations that make room for themselves. The tests share walls, but no port: each has ports of its own. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class EvictPrivilegedTest {
    private static final String STREAMS = "(MP)?TCP.*";
    /** So many automatic ports has each test: more than remain when one of them is reserved. */
    private static final int AUTOMATIC = 1_030;

    static final List<Arguments> FREED = Stream.of(Holding.ACCEPTED, Holding.CONNECTED, Holding.TIME_WAIT)
            .flatMap(holding -> Arrays.stream(SocketKind.values())
                    .filter(kind -> holding.suits(kind) && !kind.name().startsWith("MPTCP"))
                    .map(kind -> Arguments.of(holding, kind)))
            .toList();

    private final Walls walls;
    private final Actor consumer;
    private final Actor stranger;
    private final Started started = new Started();
    /** A block, a port beside it, and the automatic ones: what connections leave in TIME_WAIT outlives their test. */
    private PortBlock block = PortBlock.of(8_080, 4);

    private int beside;

    EvictPrivilegedTest(Walls walls) throws IOException {
        this.walls = walls;
        consumer = Accounts.actor(walls).start();
        stranger = walls.actor().start();
    }

    @BeforeEach
    void elsewhere() throws IOException {
        beside = block.last() + 1;
        walls.automatic(PortBlock.of(beside + 1, AUTOMATIC));
    }

    @AfterEach
    void startOver(Ports ports) throws Exception {
        block = PortBlock.of(beside + 1 + AUTOMATIC, block.count());
        started.end();
        Leftovers.remove(ports);
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("FREED")
    @DisplayName("Evict closes what frees its port that way, and the block is free and guarded")
    void evicted(Holding holding, SocketKind kind, Ports ports) throws IOException {
        Actor squatter = start(walls.actor());
        PortBlock held = PortBlock.of(holding.hold(squatter, kind));

        Outcome<Reservation> made = ports.create(ReservationRequest.of(kind.protocol(), held)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.EVICT));

        assertThat(Answers.warnings(made)).singleElement().asString().startsWith("evicted: " + kind.protocol());
        isFreeAndGuarded(kind.protocol(), held);
        assertThat(squatter.bind(kind, held.start())).hasToString("EACCES");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Evict leaves a socket alone that keeps its port, with all its connections")
    void aPortThatWasBoundIsNotEvicted(SocketKind kind, Ports ports) throws IOException {
        Actor squatter = start(walls.actor());
        Conversation talk = Conversation.begin(squatter, squatter, kind, block.start());
        Everything before = Everything.of(walls);

        Answers.refused(
                ports.create(ReservationRequest.of(kind.protocol(), block).with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + block.start() + " is in use by pid " + squatter.pid(),
                "--evict=terminate");

        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(talk.goesOn()).isTrue();
        assertThat(squatter.bind(kind, block.start() + 1)).hasToString("ok");
    }

    @ParameterizedTest
    @EnumSource(names = {"MPTCP4", "MPTCP6", "MPTCP_DUAL"})
    @DisplayName("Evict leaves the paths of MPTCP connections alone")
    void multipath(SocketKind kind, Ports ports) throws IOException {
        Actor squatter = start(walls.actor());
        Conversation talk = Conversation.begin(squatter, squatter, kind, block.start());
        talk.server().close();

        Answers.refused(
                ports.create(ReservationRequest.of(kind.protocol(), block).with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "pid " + squatter.pid(),
                "--evict=terminate");
        assertThat(talk.goesOn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "MPTCP.*")
    @DisplayName("A connection of a port that was bound is closed, found to have kept its port, and both are told")
    void aBoundConnection(SocketKind kind, Ports ports) throws IOException {
        Actor server = start(walls.actor());
        Conversation talk = Conversation.begin(server, server, kind, beside);
        Actor squatter = start(walls.actor());
        ActorSocket client = squatter.socket(kind);
        client.bind(kind.loopback(), block.start()).orElseThrow();
        client.connect(kind.loopback(), beside).orElseThrow();
        Everything before = Everything.of(walls);
        ReservationRequest request = ReservationRequest.of(kind.protocol(), block);

        boolean named = kind.protocol() == Protocol.UDP || KernelAbility.BOUND_SOCKETS.isThere();
        String who = named
                ? "pid " + squatter.pid()
                : "a socket that the kernel does not list: bound, and neither listening nor connected";
        Answers.refused(
                ports.create(request.with(Remedy.EVICT)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + block.start() + " is in use by " + who,
                "Before that, 1 socket was closed");

        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(talk.goesOn()).isTrue();
        Outcome<Reservation> terminated = ports.create(request.with(Remedy.TERMINATE));
        if (named) {
            assertThat(Answers.warnings(terminated))
                    .anyMatch(warning -> warning.startsWith("terminated: pid " + squatter.pid()));
        } else {
            Answers.refused(terminated, Code.ERROR_SHARING_VIOLATION, "port " + block.start() + " is in use by " + who);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Terminate ends the process that has the port, and closes what it leaves behind")
    void terminated(SocketKind kind, Ports ports) throws IOException {
        Actor squatter = start(walls.actor());
        Actor client = start(walls.actor());
        Conversation.begin(squatter, client, kind, block.start());
        int child = squatter.fork();

        Outcome<Reservation> made = ports.create(ReservationRequest.of(kind.protocol(), block)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.TERMINATE));

        assertThat(Answers.warnings(made))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + squatter.pid() + " ("))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + child + " ("));
        isFreeAndGuarded(kind.protocol(), block);
        assertThat(client.bind(kind, block.start())).hasToString("EACCES");
    }

    @Test
    @DisplayName("A process that ignores SIGTERM is waited for, then named, and nothing is reserved")
    void stubborn(Ports ports) throws Exception {
        Walls apart =
                started.with(Walls.build()); // who waits keeps the store locked: so that both protocols wait at once
        Actor one = start(walls.actor());
        Actor other = start(apart.actor());
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> tcp = both.submit(() -> outlast(one, Protocol.TCP, ports, walls));
            Future<Answer> udp = both.submit(() -> outlast(other, Protocol.UDP, InsidePorts.of(apart), apart));
            assertThat(tcp.get()).as("tcp").hasToString("ok");
            assertThat(udp.get()).as("udp").hasToString("ok");
        }
    }

    /** Has it be asked in vain to end; what comes of a bind beside its socket, then. */
    private Answer outlast(Actor squatter, Protocol protocol, Ports ports, Walls place) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        squatter.ignore("SIGTERM");
        Conversation talk = Conversation.begin(squatter, squatter, kind, block.start());
        Everything before = Everything.of(place);

        Answers.refused(
                ports.create(ReservationRequest.of(protocol, block).with(Remedy.TERMINATE)),
                Code.ERROR_SHARING_VIOLATION,
                "port " + block.start() + " is in use by pid " + squatter.pid(),
                "was asked to end and has not within 5 seconds");

        assertThat(Everything.of(place)).as("%s", protocol).isEqualTo(before);
        assertThat(talk.goesOn()).as("%s", protocol).isTrue();
        return squatter.bind(kind, block.start() + 1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = STREAMS)
    @DisplayName("With adopt, the consumer's server stays and strangers go, whichever way")
    void adoptAndTerminate(SocketKind kind, Ports ports) throws IOException {
        Actor server = start(Accounts.actor(walls));
        Actor squatter = start(walls.actor());
        Conversation own = Conversation.begin(server, server, kind, block.start());
        Conversation.begin(squatter, server, kind, block.start() + 1);

        Outcome<Reservation> made = ports.create(ReservationRequest.of(Protocol.TCP, block)
                .consumer(Accounts.consumer(walls))
                .with(Remedy.ADOPT)
                .with(Remedy.TERMINATE));

        assertThat(Answers.warnings(made))
                .anyMatch(warning ->
                        warning.startsWith("adopted: tcp port " + block.start() + " stays with pid " + server.pid()))
                .anyMatch(warning -> warning.startsWith("terminated: pid " + squatter.pid()));
        assertThat(own.goesOn()).isTrue();
        assertThat(server.bind(kind, block.start() + 1)).hasToString("ok");
    }

    /** Whoever was there, or what was left of him, would be in the way of a consumer. */
    private void isFreeAndGuarded(Protocol protocol, PortBlock made) throws IOException {
        for (SocketKind kind : SocketKind.all(protocol)) {
            assertThat(consumer.attack(kind, kind.wildcard(), made, made.count()))
                    .containsOnlyKeys("ok");
            assertThat(stranger.attack(kind, kind.wildcard(), made, made.count()))
                    .containsOnlyKeys("EACCES");
        }
    }

    private Actor start(ActorStart start) throws IOException {
        return started.with(start.start());
    }
}

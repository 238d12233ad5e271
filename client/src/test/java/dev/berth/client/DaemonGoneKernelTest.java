package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.client.ScriptedDaemon.Peer;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client does where berthd is not there, goes, or comes again. */
class DaemonGoneKernelTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration HARDLY = Duration.ofMillis(30);
    private static final Listing NOTHING = new Listing(List.of(), List.of(), List.of());
    private static final Token TOKEN = new Token(0x5d3c_2a19_0000_0001L);
    private static final AcquireRequest ONE_PORT = AcquireRequest.of(Protocol.TCP, 1);
    private static final String WAY_OUT =
            "; start berthd with 'systemctl start berthd' or 'berth serve', and try again";

    @TempDir
    private Path folder;

    private final AtomicInteger connections = new AtomicInteger();
    private Path socket;
    private ScriptedDaemon daemon;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("berth.sock");
        daemon = new ScriptedDaemon(socket);
    }

    @AfterEach
    void end() throws IOException {
        daemon.close();
    }

    @Test
    void whoWasNeverThereIsNotWaitedFor() throws IOException {
        daemon.close();
        try (ClientPorts ports = ports(FOR_EVER)) {
            assertThat(ports.list())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "list: nobody answers on " + socket + " (No such file or directory)" + WAY_OUT));
            assertThat(ports.acquire(ONE_PORT))
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "acquire 1 tcp port: nobody answers on " + socket + " (No such file or directory)"
                                    + WAY_OUT));
        }
    }

    @Test
    void aSocketThatNobodyServesIsNobody() throws IOException {
        daemon.close();
        Files.createFile(socket);
        try (ClientPorts ports = ports(FOR_EVER)) {
            assertThat(ports.list())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN, "list: nobody answers on " + socket + " (Connection refused)" + WAY_OUT));
        }
    }

    @Test
    void aPathThatIsTooLongIsNobody() {
        Path long_ = folder.resolve("x".repeat(200));
        try (ClientPorts ports = new ClientPorts(long_)) {
            assertThat(ports.list())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.message())
                                    .startsWith("list: nobody answers on " + long_ + " (")
                                    .contains("too long"));
        }
    }

    @Test
    void aConnectionThatDiedUnnoticedIsMadeAnewForEveryCall() throws Exception {
        try (ClientPorts ports = ports(FOR_EVER)) {
            greet(ports).close();
            Apart<Outcome<Reservation>> asked = Apart.from(() -> ports.create(creation()));
            try (Peer peer = daemon.accept()) {
                assertThat(peer.read().method()).isEqualTo(Methods.CREATE);
                peer.answer(refusal(Code.ERROR_ACCESS_DENIED));
                assertThat(asked.result()).isEqualTo(Outcome.refused(Code.ERROR_ACCESS_DENIED, "no"));
            }
        }
    }

    @Test
    void whatMayBeAskedTwiceIsAskedAgainOfABerthdThatIsStartedAnew() throws Exception {
        try (ClientPorts ports = ports(FOR_EVER)) {
            Peer peer = greet(ports);
            Apart<Outcome<AcquiredBlock>> asked = Apart.from(() -> ports.acquire(ONE_PORT));
            Call first = peer.read();
            daemon.close();
            peer.close(); // killed, before it could answer
            daemon = new ScriptedDaemon(socket);
            try (Peer next = daemon.accept()) {
                assertThat(next.read()).as("with its number").isEqualTo(first);
                next.answer(
                        Reply.of(Places.of(Protocol.TCP, PortBlock.of(20_000)).with("token", TOKEN.toString())));
                assertThat(asked.result().orElseThrow()).hasToString("tcp 20000");
            }
        }
    }

    @Test
    void whatMayNotBeAskedTwiceIsLeftInDoubt() throws Exception {
        try (ClientPorts ports = ports(FOR_EVER)) {
            Peer peer = greet(ports);
            Apart<Outcome<Reservation>> asked = Apart.from(() -> ports.create(creation()));
            peer.read();
            peer.close();
            assertThat(asked.result())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "create tcp 8080: the connection to berthd broke (berthd closed it);"
                                    + " whether it was done, 'berth list' tells" + WAY_OUT));
            assertThat(daemon.isLonely()).isTrue();
        }
    }

    @Test
    void aReleaseThatIsAskedAgainFindsNothingLeftAndIsDone() throws Exception {
        try (ClientPorts ports = ports(FOR_EVER)) {
            Peer peer = greet(ports);
            Apart<Outcome<Token>> asked = Apart.from(() -> ports.release(TOKEN));
            peer.read();
            peer.close(); // it did release, and could not say so
            daemon.acceptAndAnswer(refusal(Code.WSAEINVAL)).close();
            assertThat(asked.result()).isEqualTo(Outcome.granted(TOKEN));
        }
    }

    @Test
    void aReleaseThatIsRefusedAtOnceIsRefused() throws Exception {
        try (ClientPorts ports = ports(FOR_EVER)) {
            Peer peer = greet(ports);
            Apart<Outcome<Token>> asked = Apart.from(() -> ports.release(TOKEN));
            peer.read();
            peer.answer(refusal(Code.WSAEINVAL));
            assertThat(asked.result()).isEqualTo(Outcome.refused(Code.WSAEINVAL, "no"));
            peer.close();
        }
    }

    @Test
    void whoDoesNotComeAgainIsGivenUpAndNotWaitedForASecondTime() throws Exception {
        try (ClientPorts ports = ports(HARDLY)) {
            Peer peer = greet(ports);
            Apart<Outcome<AcquiredBlock>> asked = Apart.from(() -> ports.acquire(ONE_PORT));
            peer.read();
            daemon.close();
            peer.close();
            assertThat(asked.result())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "acquire 1 tcp port: nobody answers on " + socket + " (No such file or directory);"
                                    + " whether it was done, 'berth list' tells" + WAY_OUT));
            int before = connections.get();
            assertThat(ports.list())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "list: nobody answers on " + socket + " (No such file or directory)" + WAY_OUT));
            assertThat(connections.get() - before).as("tries").isEqualTo(1);
        }
    }

    @Test
    void whatReadsIsNeverInDoubt() throws Exception {
        try (ClientPorts ports = ports(HARDLY)) {
            Peer peer = greet(ports);
            Apart<Outcome<Listing>> asked = Apart.from(ports::list);
            peer.read();
            daemon.close();
            peer.close();
            assertThat(asked.result())
                    .isEqualTo(Outcome.refused(
                            Code.WSAENETDOWN,
                            "list: nobody answers on " + socket + " (No such file or directory)" + WAY_OUT));
        }
    }

    @Test
    void nothingIsLeftOpen() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 20; i++) {
            ClientPorts ports = ports(HARDLY);
            greet(ports).close();
            Apart<Outcome<Reservation>> asked = Apart.from(() -> ports.create(creation()));
            Peer peer = daemon.accept();
            peer.read();
            peer.close();
            assertThat(asked.result().code()).isEqualTo(Code.WSAENETDOWN);
            daemon.close();
            assertThat(ports.list().code()).isEqualTo(Code.WSAENETDOWN);
            daemon = new ScriptedDaemon(socket);
            greet(ports).close();
            ports.close();
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private ClientPorts ports(Duration patience) {
        return new ClientPorts(new Daemon(
                socket,
                path -> {
                    connections.incrementAndGet();
                    return SocketLine.to(path);
                },
                () -> new Patience(patience)));
    }

    /** A client that berthd has answered once. */
    private Peer greet(ClientPorts ports) throws Exception {
        Apart<Outcome<Listing>> asked = Apart.from(ports::list);
        Peer peer = daemon.acceptAndAnswer(Reply.of(Held.of(NOTHING)));
        assertThat(asked.result()).isEqualTo(Outcome.granted(NOTHING));
        return peer;
    }

    private static ReservationRequest creation() {
        return ReservationRequest.of(Protocol.TCP, PortBlock.of(8080));
    }

    private static Reply refusal(Code code) {
        return Reply.error(
                Methods.REFUSED, new JsonObject().with("code", code.number()).with("message", "no"));
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

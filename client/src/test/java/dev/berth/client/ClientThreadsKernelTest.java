package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.client.ScriptedDaemon.Peer;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads with one client: those that ask, those that are interrupted, those that close. */
class ClientThreadsKernelTest {
    private static final Listing NOTHING = new Listing(List.of(), List.of(), List.of());
    private static final Reply ANSWER = Reply.of(Held.of(NOTHING));
    private static final Duration FOR_EVER = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Path socket;
    private ScriptedDaemon daemon;
    private ClientPorts ports;

    @BeforeEach
    void listen() throws IOException {
        socket = folder.resolve("berth.sock");
        daemon = new ScriptedDaemon(socket);
        ports = ports(FOR_EVER);
    }

    @AfterEach
    void end() throws IOException {
        ports.close();
        daemon.close();
    }

    @Test
    void everyThreadGetsItsOwnAnswerOverTheOneConnection() throws Exception {
        List<Apart<Outcome<Reservation>>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "name" + i;
            asked.add(Apart.from(() -> ports.lookup(name)));
        }
        try (Peer peer = daemon.accept()) {
            for (int i = 0; i < 8; i++) {
                Call call = peer.read();
                peer.answer(Reply.error(
                        Methods.REFUSED,
                        new JsonObject()
                                .with("code", Code.ERROR_NOT_FOUND.number())
                                .with("message", call.parameters().requiredText("name"))));
            }
            for (int i = 0; i < 8; i++) {
                assertThat(asked.get(i).result()).isEqualTo(Outcome.refused(Code.ERROR_NOT_FOUND, "name" + i));
            }
            assertThat(daemon.isLonely()).isTrue();
        }
    }

    @Test
    void anInterruptEndsNoCallThatIsAnswered() throws Exception {
        Apart<Heard> asked = Apart.from(this::ask);
        try (Peer peer = daemon.accept()) {
            peer.read();
            asked.interrupt();
            peer.answer(ANSWER);
            assertThat(asked.result()).isEqualTo(new Heard(Outcome.granted(NOTHING), true));

            Apart<Heard> next = Apart.from(this::ask);
            peer.read(); // over the same connection
            peer.answer(ANSWER);
            assertThat(next.result()).isEqualTo(new Heard(Outcome.granted(NOTHING), false));
        }
    }

    @Test
    void whoIsInterruptedAlreadyCanAskAllTheSame() throws Exception {
        Apart<Heard> asked = Apart.from(() -> {
            Thread.currentThread().interrupt();
            return ask();
        });
        try (Peer peer = daemon.acceptAndAnswer(ANSWER)) {
            assertThat(asked.result()).isEqualTo(new Heard(Outcome.granted(NOTHING), true));
            assertThat(peer).isNotNull();
        }
    }

    @Test
    void whoIsInterruptedDoesNotWaitForEver() throws Exception {
        ports.close();
        ports = ports(Duration.ofMillis(1));
        Apart<Outcome<?>> asked = Apart.from(() -> {
            Thread.currentThread().interrupt();
            return ports.acquire(AcquireRequest.of(Protocol.TCP, 1));
        });
        try (Peer peer = daemon.accept()) {
            peer.read();
            assertThat(asked.result())
                    .isEqualTo(Outcome.refused(
                            Code.WSAEINTR,
                            "acquire 1 tcp port: interrupted, and berthd did not answer soon after;"
                                    + " whether it was done, 'berth list' tells"));
            assertThat(peer.isGone())
                    .as("else its answer would be the next one's")
                    .isTrue();
        }
    }

    @Test
    void whoIsInterruptedDoesNotWaitForABerthdThatComesAgain() throws Exception {
        Apart<Heard> asked = Apart.from(this::ask);
        Peer peer = daemon.accept();
        peer.read();
        daemon.close();
        asked.interrupt();
        peer.close();
        assertThat(asked.result().outcome().code()).isEqualTo(Code.WSAENETDOWN);
        assertThat(asked.result().interrupted()).isTrue();
    }

    @Test
    void whoIsInterruptedDoesNotWaitForEverForABerthdThatLetsNobodyIn() throws Exception {
        Path full = folder.resolve("full.sock");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(full), 1);
            List<SocketChannel> crowd = crowd(full);
            Apart<Line> connecting = Apart.from(() -> SocketLine.to(full, Duration.ofMillis(1)));
            Thread.sleep(100); // waits within the kernel, of which nothing is to be seen
            connecting.interrupt();
            assertThatThrownBy(connecting::result).cause().isInstanceOf(InterruptedIOException.class);

            ports.close();
            ports = new ClientPorts(
                    new Daemon(full, path -> SocketLine.to(path, Duration.ofMillis(1)), () -> new Patience(FOR_EVER)));
            Apart<Heard> asked = Apart.from(() -> {
                Thread.currentThread().interrupt();
                return ask();
            });
            assertThat(asked.result())
                    .isEqualTo(new Heard(
                            Outcome.refused(
                                    Code.WSAEINTR, "list: interrupted, and berthd did not let anybody in soon after"),
                            true));

            Apart<Line> patient = Apart.from(() -> {
                Thread.currentThread().interrupt();
                return SocketLine.to(full, FOR_EVER);
            });
            for (SocketChannel one : crowd) {
                listener.accept().close();
                one.close();
            }
            patient.result().close();
        }
    }

    private static List<SocketChannel> crowd(Path socket) throws IOException {
        List<SocketChannel> crowd = new ArrayList<>();
        while (true) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            one.configureBlocking(false);
            try {
                one.connect(UnixDomainSocketAddress.of(socket));
            } catch (SocketException full) {
                one.close();
                return crowd;
            }
            crowd.add(one);
        }
    }

    @Test
    void closingEndsTheCallsThatAreUnderWay() throws Exception {
        Apart<Outcome<Reservation>> waiting =
                Apart.from(() -> ports.create(ReservationRequest.of(Protocol.TCP, PortBlock.of(8080))));
        try (Peer peer = daemon.accept()) {
            peer.read();
            Apart<Outcome<Listing>> queued = Apart.from(ports::list);
            queued.awaitWaiting();
            ports.close();
            assertThat(waiting.result())
                    .isEqualTo(Outcome.refused(
                            Code.WSA_OPERATION_ABORTED,
                            "create tcp 8080: closed while waiting for berthd;"
                                    + " whether it was done, 'berth list' tells"));
            assertThat(queued.result())
                    .isEqualTo(Outcome.refused(Code.WSA_OPERATION_ABORTED, "list: closed while connecting to berthd"));
            assertThat(peer.isGone()).isTrue();
        }
    }

    @Test
    void whoAsksAfterClosingConnectsAgain() throws Exception {
        ports.close();
        ports.close();
        Apart<Heard> asked = Apart.from(this::ask);
        daemon.acceptAndAnswer(ANSWER).close();
        assertThat(asked.result().outcome()).isEqualTo(Outcome.granted(NOTHING));
    }

    /** What a thread heard, and whether it is interrupted afterwards. */
    private record Heard(Outcome<Listing> outcome, boolean interrupted) {}

    private Heard ask() {
        Outcome<Listing> outcome = ports.list();
        return new Heard(outcome, Thread.interrupted());
    }

    private ClientPorts ports(Duration afterInterrupt) {
        return new ClientPorts(
                new Daemon(socket, path -> SocketLine.to(path, afterInterrupt), () -> new Patience(FOR_EVER)));
    }
}

package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.ClientPorts;
import dev.berth.client.Line;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MessageBuffer;
import dev.berth.kernel.unix.Sockets;
import dev.berth.kernel.unix.UnixListener;
import dev.berth.kernel.unix.UnixStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes and descriptors reach the other end of a socket, and whoever waits can be told to stop. */
class DescriptorLineKernelTest {
    @TempDir
    private Path folder;

    private final MessageBuffer buffer = new MessageBuffer();
    private final List<Fd> descriptors = new ArrayList<>();
    private Path path;
    private UnixListener listener;
    private Line line;
    private UnixStream peer;

    @BeforeEach
    void connect() throws IOException {
        path = folder.resolve("berth.sock");
        listener = UnixListener.at(path);
        line = DescriptorLine.to(path);
        peer = listener.accept().orElseThrow();
    }

    @AfterEach
    void disconnect() {
        line.close();
        peer.close();
        listener.close();
        descriptors.forEach(Fd::close);
        buffer.close();
    }

    @Test
    void aDescriptorGoesAlongAndStaysHere() throws IOException {
        try (Fd socket = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, "a socket")) {
            line.send(bytes("one"), OptionalInt.of(socket.number()));
            assertThat(peer.receive(buffer, descriptors)).isEqualTo(3);
            assertThat(descriptors).hasSize(1);
            assertThat(file(descriptors.getFirst())).isEqualTo(file(socket)).startsWith("socket:");
            line.send(bytes("two"), OptionalInt.empty());
            assertThat(peer.receive(buffer, descriptors)).isEqualTo(3);
            assertThat(descriptors).hasSize(1);
        }
    }

    @Test
    void whatIsNoDescriptorIsNotSent() {
        assertThatThrownBy(() -> line.send(bytes("one"), OptionalInt.of(1_000_000)))
                .isInstanceOf(DescriptorLine.NotPassedException.class)
                .hasMessageContaining("EBADF");
    }

    @Test
    void aDescriptorThatCannotGoAlongIsNoFailureOfBerthds() {
        try (ClientPorts ports = new ClientPorts(path, DescriptorLine::to)) {
            SocketPorts sockets = SocketPorts.of(ports);
            for (Outcome<?> outcome : List.of(
                    sockets.acquiring().acquire(AcquireRequest.of(Protocol.TCP, 1), 1_000_000),
                    sockets.associating().associate(1_000_000, Protocol.TCP, new Token(1)))) {
                assertThat(outcome.code()).isEqualTo(Code.WSAEINVAL);
                assertThat(outcome)
                        .asString()
                        .contains("cannot be passed", "EBADF")
                        .doesNotContain("start berthd");
            }
        }
    }

    @Test
    void messagesOfAnySizeComeInPiecesOfAnySize() throws Exception {
        byte[] sent = new byte[300_000];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) i;
        }
        CompletableFuture<byte[]> received = apart(() -> {
            ByteBuffer all = ByteBuffer.allocate(sent.length);
            ByteBuffer piece = ByteBuffer.allocate(1_000);
            while (all.hasRemaining()) {
                piece.clear();
                assertThat(line.receive(piece)).isEqualTo(piece.position());
                all.put(piece.flip());
            }
            return all.array();
        });
        ByteBuffer rest = ByteBuffer.wrap(sent);
        while (!peer.send(rest, buffer)) {
            Thread.onSpinWait();
        }
        assertThat(received.get(1, TimeUnit.MINUTES)).isEqualTo(sent);
    }

    @Test
    void theEndIsTheEnd() throws IOException {
        peer.close();
        assertThat(line.receive(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThatThrownBy(() -> line.send(bytes("x"), OptionalInt.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EPIPE");
    }

    @Test
    void oneThreadAfterTheOtherUsesIt() throws Exception {
        for (int i = 0; i < 3; i++) {
            apart(() -> {
                        line.send(bytes("x"), OptionalInt.empty());
                        return true;
                    })
                    .get(1, TimeUnit.MINUTES);
            assertThat(peer.receive(buffer, descriptors)).isEqualTo(1);
        }
    }

    @Test
    void whoWaitsIsToldToStopByAClose() throws Exception {
        long before = copies();
        Line other = DescriptorLine.to(path);
        try (UnixStream otherPeer = listener.accept().orElseThrow()) {
            assertThat(otherPeer.fd().number()).isPositive();
            CompletableFuture<Integer> waiting = apart(() -> other.receive(ByteBuffer.allocate(1)));
            other.close();
            other.close();
            assertThat(waiting.handle((got, failed) -> failed == null ? got : -1)
                            .get(1, TimeUnit.MINUTES))
                    .isEqualTo(-1);
            assertThatThrownBy(() -> other.send(bytes("x"), OptionalInt.empty()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> other.receive(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
        assertThat(copies()).isEqualTo(before);
    }

    @Test
    void whereNobodyListensThatIsSaid() {
        assertThatThrownBy(() -> DescriptorLine.to(folder.resolve("nobody")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ENOENT");
    }

    private static <T> CompletableFuture<T> apart(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String file(Fd descriptor) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor.number()))
                .toString();
    }

    private static long copies() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}

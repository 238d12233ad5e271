package dev.berth.client.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.IpAddress;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that keep a place, and whom they let in. */
class PlaceholderKernelTest {
    /** A port that the system has just assigned, and that nobody else asks for by its number. */
    private final int port = somePort();

    @Test
    void thisSystemLetsServersIn() {
        assertThat(Placeholder.letsServersIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::", "::1"})
    void aServerComesInBesideIt(String address) throws IOException {
        try (Placeholder place = take(Protocol.TCP);
                ServerSocket server = new ServerSocket(port, 5, literal(address));
                Socket client = new Socket(server.getInetAddress(), port)) {
            assertThat(place).isNotNull();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void whoSharesNothingDoesNotGetIn() throws IOException {
        try (Placeholder place = take(Protocol.TCP);
                SocketChannel plain = SocketChannel.open()) {
            assertThat(place).isNotNull();
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> plain.bind(new InetSocketAddress(port)));
        }
        try (SocketChannel plain = SocketChannel.open()) {
            assertThat(plain.bind(new InetSocketAddress(port)).isOpen()).isTrue();
        }
    }

    @Test
    void twoOfThemShareNothing() throws IOException {
        try (Placeholder place = take(Protocol.TCP)) {
            assertThat(place).isNotNull();
            assertTaken(Protocol.TCP);
        }
    }

    @Test
    void nobodyListensThere() throws IOException {
        try (Placeholder place = take(Protocol.TCP)) {
            assertThat(place).isNotNull();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> new Socket(literal("127.0.0.1"), port).close());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::1"})
    void aPortWhereSomebodyListensIsTaken(String address) throws IOException {
        try (ServerSocket server = new ServerSocket(port, 5, literal(address))) {
            assertThat(server.isBound()).isTrue();
            assertTaken(Protocol.TCP);
            take(Protocol.UDP).close();
        }
    }

    @Test
    void soItIsWhereSomebodyListensOnIpv4Alone() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            server.bind(new InetSocketAddress(literal("127.0.0.1"), port));
            assertTaken(Protocol.TCP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void aPortOfUdpIsTakenByUdp(String address) throws IOException {
        try (DatagramSocket server = new DatagramSocket(port, literal(address))) {
            assertThat(server.isBound()).isTrue();
            assertTaken(Protocol.UDP);
            assertTaken(Protocol.TCP_UDP);
            take(Protocol.TCP).close();
        }
    }

    @Test
    void udpHasNoPlaceKept() throws IOException {
        try (Placeholder place = take(Protocol.UDP);
                DatagramSocket server = new DatagramSocket(port)) {
            assertThat(place).isNotNull();
            assertThat(server.isBound()).isTrue();
        }
    }

    @Test
    void whatIsTakenFreesTheRestOfTheBlock() throws IOException {
        PortBlock four = fourFree();
        try (ServerSocket server = new ServerSocket(four.last())) {
            assertThat(server.isBound()).isTrue();
            assertThatExceptionOfType(PortTakenException.class)
                    .isThrownBy(() -> Placeholder.in(Protocol.TCP, four, true))
                    .withMessageContaining("tcp port " + four.last());
        }
        Placeholder.in(Protocol.TCP, four, true).close();
    }

    @Test
    void oneThatDoesNotStayLeavesThePort() throws IOException {
        try (Placeholder look = Placeholder.in(Protocol.TCP, PortBlock.of(port), false);
                SocketChannel plain = SocketChannel.open()) {
            assertThat(look).isNotNull();
            assertThat(plain.bind(new InetSocketAddress(port)).isOpen()).isTrue();
        }
    }

    private Placeholder take(Protocol protocol) throws IOException {
        return Placeholder.in(protocol, PortBlock.of(port), true);
    }

    private void assertTaken(Protocol protocol) {
        assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> take(protocol));
    }

    private static InetAddress literal(String address) {
        return IpAddress.parse(address).toInetAddress();
    }

    private static PortBlock fourFree() throws IOException {
        for (int start = Choices.RANGE.start(); ; start += 4) {
            PortBlock four = PortBlock.of(start, 4);
            try (Placeholder place = Placeholder.in(Protocol.TCP, four, true)) {
                assertThat(place).isNotNull();
                return four;
            } catch (PortTakenException tryTheNext) {
                assertThat(four).isLessThan(PortBlock.of(Choices.RANGE.last()));
            }
        }
    }

    private static int somePort() {
        try (ServerSocket server = new ServerSocket(0, 5, Inet6Address.getLoopbackAddress())) {
            return server.getLocalPort();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

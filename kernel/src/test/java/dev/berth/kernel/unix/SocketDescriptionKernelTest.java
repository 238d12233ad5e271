package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a descriptor is that somebody passed. */
class SocketDescriptionKernelTest {
    private static final int O_PATH = 0x20_0000;

    @ParameterizedTest
    @CsvSource({"2, 1, 6, TCP", "10, 1, 6, TCP", "2, 1, 0, TCP", "2, 2, 17, UDP", "10, 2, 17, UDP", "10, 2, 0, UDP"})
    void aSocketWithPortsHasAPool(int domain, int type, int protocol, Protocol pool) throws IOException {
        try (Fd socket = Sockets.socket(domain, type, protocol, "a socket")) {
            SocketDescription description = SocketDescription.of(socket).orElseThrow();
            assertThat(description.domain()).isEqualTo(domain);
            assertThat(description.type()).isEqualTo(type);
            assertThat(description.pool()).contains(pool);
            assertThat(SocketDescription.port(socket)).isZero();
            Sockets.bindWildcard(socket, "a socket", domain, 0);
            int port = SocketDescription.port(socket);
            assertThat(port).isPositive().isEqualTo(port(Sockets.name(socket, "a socket")));
        }
    }

    @Test
    void multipathTcpIsOfTheTcpPool() {
        assertThat(new SocketDescription(Sockets.AF_INET6, Sockets.SOCK_STREAM, Sockets.IPPROTO_MPTCP).pool())
                .contains(Protocol.TCP);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 2, 0", "1, 5, 0", "16, 3, 4"})
    void aSocketWithoutPortsHasNoPool(int domain, int type, int protocol) throws IOException {
        try (Fd socket = Sockets.socket(domain, type, protocol, "a socket")) {
            SocketDescription description = SocketDescription.of(socket).orElseThrow();
            assertThat(description.isInternet()).isFalse();
            assertThat(description.pool()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 255", "2, 2, 136", "2, 2, 1", "2, 1, 132", "10, 5, 132"})
    void anInternetSocketOfAnotherProtocolHasNone(int domain, int type, int protocol) {
        SocketDescription description = new SocketDescription(domain, type, protocol);
        assertThat(description.isInternet()).isTrue();
        assertThat(description.pool()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/", "/proc/self/stat"})
    void aFileIsNoSocket(String path) throws IOException {
        for (int flags : new int[] {Fcntl.O_RDONLY, O_PATH}) {
            try (Fd file = Fcntl.open(path, flags, 0)) {
                assertThat(SocketDescription.of(file)).isEmpty();
            }
        }
    }

    @Test
    void otherDescriptorsAreNoSockets() throws IOException {
        try (EventFd event = new EventFd();
                Pidfd process = Pidfd.open((int) ProcessHandle.current().pid())) {
            assertThat(SocketDescription.of(event.fd())).isEmpty();
            assertThat(SocketDescription.of(process.fd())).isEmpty();
        }
    }

    private static int port(byte[] name) {
        return Byte.toUnsignedInt(name[2]) << 8 | Byte.toUnsignedInt(name[3]);
    }
}

package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.WinSock2.AF_INET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets and the reservations of their process. */
class AssociateIoctlKernelTest {
    private final ScriptedWinSock winSock;

    AssociateIoctlKernelTest(@TempDir Path folder) {
        winSock = new ScriptedWinSock(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        winSock.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    @DisplayName("R7 R15 Several sockets share a token, the acquiring one among them")
    void associate(Protocol protocol) {
        long acquiring = winSock.socket(protocol);
        long other = winSock.socket(protocol);
        long token = winSock.acquire(acquiring, 5000, 4).token();
        assertThat(winSock.associate(other, token)).isZero();
        assertThat(winSock.associate(acquiring, token)).isZero();
        assertThat(winSock.kernel.guardHome().associations())
                .containsOnlyKeys((int) acquiring, (int) other)
                .containsValue(new Token(token));
        assertThat(winSock.api.explain()).contains("NO_ERROR (0)", "associated the socket with 0x");
    }

    @Test
    @DisplayName("R8 A bound socket: 10022")
    void bound() {
        long socket = winSock.socket(Protocol.TCP);
        long token = winSock.acquire(socket, 5000, 4).token();
        winSock.api.bind(socket, new SOCKADDR_IN((short) AF_INET, (short) 0, 0x0100_007F));
        assertThat(winSock.associate(socket, token)).isEqualTo(10_022);
        assertThat(winSock.api.explain()).contains("before it is bound");
        assertThat(winSock.kernel.guardHome().associations()).isEmpty();
    }

    @Test
    @DisplayName("R10 A token that is unknown, released or of the other protocol: 10022")
    void noToken() {
        long socket = winSock.socket(Protocol.TCP);
        long token = winSock.acquire(socket, 5000, 4).token();
        assertThat(winSock.associate(winSock.socket(Protocol.UDP), token)).isEqualTo(10_022);
        assertThat(winSock.associate(socket, token + 1)).isEqualTo(10_022);
        assertThat(winSock.release(socket, token)).isZero();
        assertThat(winSock.associate(socket, token)).isEqualTo(10_022);
        assertThat(winSock.associate(socket, 0)).isEqualTo(10_022);
    }

    @ParameterizedTest
    @EnumSource(TokenTaker.class)
    @DisplayName("The input is at least a token, the output has no room")
    void buffers(TokenTaker taker) {
        long socket = winSock.socket(Protocol.TCP);
        long token = winSock.acquire(socket, 5000, 4).token();
        ByteBuffer in = new INET_PORT_RESERVATION_TOKEN(token).write();
        ByteBuffer longer = ByteBuffer.allocate(16).put(in.duplicate()).rewind();
        assertThat(call(taker, socket, ByteBuffer.allocate(7), null)).isEqualTo(10_022);
        assertThat(call(taker, socket, null, null)).isEqualTo(10_022);
        assertThat(call(taker, socket, in, ByteBuffer.allocate(1))).isEqualTo(10_022);
        assertThat(winSock.code(winSock.api.WSAIoctl(socket, taker.control, in, null, null)))
                .isEqualTo(10_014);
        assertThat(call(taker, socket, longer, ByteBuffer.allocate(0))).isZero();
    }

    /** The control codes that take a token. */
    enum TokenTaker {
        ASSOCIATE(Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION),
        RELEASE(Mstcpip.SIO_RELEASE_PORT_RESERVATION);

        private final int control;

        TokenTaker(int control) {
            this.control = control;
        }
    }

    @Test
    void whoClosesASocketWaitsForTheCallThatUsesIt() throws InterruptedException {
        long socket = winSock.socket(Protocol.TCP);
        Thread closer = new Thread(() -> winSock.api.closesocket(socket));
        winSock.kernel.sockets().beforeList(() -> {
            closer.start();
            Eventually.when("the closer waits", () -> closer.getState() == Thread.State.BLOCKED);
            assertThat(Path.of("/proc/self/fd", Long.toString(socket))).exists();
        });
        assertThat(winSock.acquire(socket, 5000, 100).code()).isZero(); // so many that sockets are listed
        closer.join();
        assertThat(Path.of("/proc/self/fd", Long.toString(socket))).doesNotExist();
        assertThat(winSock.acquire(socket, 6000, 1).code()).isEqualTo(10_038);
    }

    private int call(TokenTaker taker, long socket, @Nullable ByteBuffer in, @Nullable ByteBuffer out) {
        int[] returned = {7};
        int code = winSock.code(winSock.api.WSAIoctl(socket, taker.control, in, out, returned));
        assertThat(returned).containsExactly(0);
        return code;
    }
}

package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a reservation ends, and what it hangs on until then. */
class ReleaseIoctlKernelTest {
    private final Path folder;
    private final ScriptedWinSock winSock;

    ReleaseIoctlKernelTest(@TempDir Path folder) {
        this.folder = folder;
        winSock = new ScriptedWinSock(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        winSock.close();
    }

    @Test
    @DisplayName("R12 Released once, on any socket of this process, of the other protocol too")
    void release() {
        long token = winSock.acquire(winSock.socket(Protocol.TCP), 5000, 2).token();
        long other = winSock.socket(Protocol.UDP);
        assertThat(winSock.release(other, token)).isZero();
        assertThat(winSock.api.explain())
                .contains("WSAIoctl(SIO_RELEASE_PORT_RESERVATION)", "NO_ERROR (0)", "released");
        assertThat(winSock.kernel.guardHome().entries()).isEmpty();
        assertThat(winSock.release(other, token)).isEqualTo(10_022);
    }

    @Test
    @DisplayName("R13 No token of this process's: 10022")
    void foreign() {
        long token = winSock.acquire(winSock.socket(Protocol.TCP), 5000, 2).token();
        winSock.close();
        winSock.kernel.restartProcess();
        try (var other = new ScriptedWinSock(winSock.kernel, folder.resolve("store"))) {
            long socket = other.socket(Protocol.TCP);
            for (long wrong : new long[] {0, -1, token, token + 1}) {
                assertThat(other.release(socket, wrong)).as("%d", wrong).isEqualTo(10_022);
            }
        }
    }

    @Test
    void allReservationsOfASocketHangOnIt() {
        long socket = winSock.socket(Protocol.TCP);
        long first = winSock.acquire(socket, 5000, 1).token();
        assertThat(winSock.acquire(socket, 5000, 1).code()).isEqualTo(10_048);
        long second = winSock.acquire(socket, 5001, 1).token();
        assertThat(winSock.kernel.guardHome().anchors())
                .isEqualTo(Map.of(new Token(first), (int) socket, new Token(second), (int) socket));
        assertThat(winSock.release(winSock.socket(Protocol.UDP), second)).isZero();
        assertThat(isOpen((int) socket)).isTrue();
    }

    @Test
    void closingTheObjectClosesEverySocket() {
        long socket = winSock.socket(Protocol.TCP);
        winSock.acquire(socket, 5000, 1);
        winSock.close();
        assertThat(isOpen((int) socket)).isFalse();
        assertThat(winSock.code(winSock.api.closesocket(socket))).isEqualTo(10_038);
        assertThat(Fd.forgotten()).isZero();
    }

    private static boolean isOpen(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)))
                    .toString()
                    .startsWith("socket:");
        } catch (IOException none) {
            return false;
        }
    }
}

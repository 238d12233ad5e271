package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.ClientPorts;
import dev.berth.kernel.unix.UnixListener;
import dev.berth.kernel.unix.UnixStream;
import dev.berth.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where somebody has berthd's socket and answers nothing. */
class StuckDaemonKernelTest {
    @Test
    void closingEndsTheCallThatWaitsForItAndThenItsSocket(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("berth.sock");
        List<UnixStream> accepted = new ArrayList<>();
        try (UnixListener stuck = UnixListener.at(path)) {
            WinSock winSock = new WinSock(SocketPorts.of(new ClientPorts(path, DescriptorLine::to)));
            long socket = winSock.socket(WinSock2.AF_INET, WinSock2.SOCK_STREAM, WinSock2.IPPROTO_TCP);
            CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> acquire(winSock, socket));
            Eventually.when("it connects", () -> {
                stuck.accept().ifPresent(accepted::add);
                return !accepted.isEmpty();
            });
            // A thread of its own: the common pool may have but one, which waits.
            assertThat(Thread.ofPlatform().daemon().start(winSock::close).join(Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(995);
            assertThat(Path.of("/proc/self/fd", Long.toString(socket))).doesNotExist();
        } finally {
            accepted.forEach(UnixStream::close);
        }
    }

    private static int acquire(WinSock winSock, long socket) {
        ByteBuffer in = new INET_PORT_RANGE(IpHelper.htons(5000), (short) 4).write();
        ByteBuffer out = ByteBuffer.allocate(INET_PORT_RESERVATION_INSTANCE.SIZE);
        winSock.WSAIoctl(socket, Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, in, out, new int[1]);
        return winSock.WSAGetLastError();
    }
}

package dev.berth.kernel.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service manager is told. */
class NotifySocketKernelTest {
    @TempDir
    private Path directory;

    @Test
    void aManagerAtAPathIsTold() throws IOException {
        assertTold(directory.resolve("notify").toString());
    }

    @Test
    void aManagerAtAnAbstractNameIsTold() throws IOException {
        assertTold(Connected.freeName());
    }

    @Test
    void nobodyIsToldWhereNobodyAsks() {
        assertThat(NotifySocket.of(Map.of())).isEmpty();
        assertThat(NotifySocket.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
        assertThat(NotifySocket.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"))).isEmpty();
    }

    @Test
    void aManagerThatIsGoneIsAnError() {
        String gone = directory.resolve("gone").toString();
        NotifySocket manager = NotifySocket.of(Map.of("NOTIFY_SOCKET", gone)).orElseThrow();
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> manager.tell("READY=1"))
                .withMessage("connect " + gone + ": ENOENT");
    }

    private static void assertTold(String address) throws IOException {
        try (Fd manager = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, address);
                Arena arena = Arena.ofConfined()) {
            new UnixAddress(address).bind(manager);
            NotifySocket.of(Map.of("NOTIFY_SOCKET", address)).orElseThrow().tell("READY=1", "STATUS=Keeping 3 blocks");
            MemorySegment datagram = arena.allocate(1024);
            long length = Sockets.receive(manager, address, datagram, Sockets.MSG_DONTWAIT);
            assertThat(UTF_8.decode(datagram.asSlice(0, length).asByteBuffer()).toString())
                    .isEqualTo("READY=1\nSTATUS=Keeping 3 blocks");
        }
    }
}

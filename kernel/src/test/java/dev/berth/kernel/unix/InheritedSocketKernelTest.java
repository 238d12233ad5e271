package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service manager has made for this process, at descriptors of which nobody else has any. */
class InheritedSocketKernelTest {
    private static final long PID = 4711;
    private static final int FIRST = 900;
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;

    @Test
    void theyComeInOrderWithTheirNamesAndStayWithThisProgram() throws IOException {
        inherit(3);
        List<InheritedSocket> sockets = all(Map.of("LISTEN_FDS", "3", "LISTEN_FDNAMES", "one::berth.socket"));
        assertThat(sockets).extracting(InheritedSocket::name).containsExactly("one", "unknown", "berth.socket");
        for (int i = 0; i < sockets.size(); i++) {
            try (Fd fd = sockets.get(i).fd()) {
                assertThat(fd.number()).isEqualTo(FIRST + i);
                assertThat(Syscall.call(SyscallNumber.FCNTL, "F_GETFD", fd.number(), F_GETFD))
                        .isEqualTo(FD_CLOEXEC);
            }
        }
    }

    @Test
    void withoutNamesOrWithTooManyTheyAreUnknown() throws IOException {
        inherit(1);
        assertThat(closed(Map.of("LISTEN_FDS", "1"))).containsExactly("unknown");
        inherit(1);
        assertThat(closed(Map.of("LISTEN_FDS", "1", "LISTEN_FDNAMES", "a:b"))).containsExactly("unknown");
    }

    @Test
    void whatIsMeantForAnotherProcessIsNotTaken() throws IOException {
        assertThat(InheritedSocket.all(Map.of(), PID, FIRST)).isEmpty();
        assertThat(InheritedSocket.all(Map.of("LISTEN_PID", "1", "LISTEN_FDS", "1"), PID, FIRST))
                .isEmpty();
        assertThat(InheritedSocket.all(Map.of("LISTEN_FDS", "1"), PID, FIRST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "1.5", "99999999999"})
    void aNumberThatIsNoneIsRefused(String count) {
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> all(Map.of("LISTEN_FDS", count)))
                .withMessageContaining("'" + count + "'");
    }

    @Test
    void moreThanThereAreIsRefusedAndThoseThatAreAreClosed() throws IOException {
        inherit(2);
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> all(Map.of("LISTEN_FDS", "3")))
                .withMessageContaining("descriptor " + (FIRST + 2) + " is not open");
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> Syscall.call(SyscallNumber.FCNTL, "F_GETFD", FIRST, F_GETFD));
    }

    private static List<InheritedSocket> all(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("LISTEN_PID", Long.toString(PID));
        return InheritedSocket.all(all, PID, FIRST);
    }

    private static List<String> closed(Map<String, String> environment) throws IOException {
        List<InheritedSocket> sockets = all(environment);
        sockets.forEach(socket -> socket.fd().close());
        return sockets.stream().map(InheritedSocket::name).toList();
    }

    /** Opens so many from the first one on. */
    private static void inherit(int count) throws SyscallException {
        try (Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0)) {
            for (int i = 0; i < count; i++) {
                assertThat(Syscall.call(SyscallNumber.FCNTL, "F_DUPFD", file.number(), F_DUPFD, FIRST))
                        .isEqualTo(FIRST + i);
            }
        }
    }
}

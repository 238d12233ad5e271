package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where one can listen, and what is left behind. */
class UnixListenerKernelTest {
    @TempDir
    private Path directory;

    @Test
    void everybodyMayConnectToAPath() throws IOException {
        try (UnixListener listener = UnixListener.at(socket())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-rw-rw-");
            assertReachable(listener, socket().toString());
        }
    }

    @Test
    void theUmaskIsAsItWas() throws IOException {
        Path before = Files.createDirectory(directory.resolve("before"));
        UnixListener.at(socket()).close();
        Path after = Files.createDirectory(directory.resolve("after"));
        assertThat(Files.getPosixFilePermissions(after)).isEqualTo(Files.getPosixFilePermissions(before));
    }

    @Test
    void theFileGoesWithTheListener() throws IOException {
        UnixListener.at(socket()).close();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aFileThatIsAnothersMeanwhileStays() throws IOException {
        UnixListener listener = UnixListener.at(socket());
        Files.delete(socket());
        try (UnixListener other = UnixListener.at(socket())) {
            listener.close();
            assertReachable(other, socket().toString());
        }
    }

    @Test
    void aSocketThatNobodyListensOnIsTakenAway() throws IOException {
        try (Fd killed = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "killed")) {
            new UnixAddress(socket().toString()).bind(killed);
            Sockets.listen(killed, "killed", 1);
        }
        assertThat(Files.exists(socket())).isTrue();
        try (UnixListener listener = UnixListener.at(socket())) {
            assertReachable(listener, socket().toString());
        }
    }

    @Test
    void whoeverListensAlreadyIsNotDisturbed() throws IOException {
        try (UnixListener first = UnixListener.at(socket())) {
            assertUnsupported(() -> UnixListener.at(socket()), "somebody listens at " + socket());
            assertThat(first.accept()).isPresent(); // who asked whether it is served
            assertReachable(first, socket().toString());
        }
    }

    @Test
    void aListenerWhoseQueueIsFullIsNotDisturbed() throws IOException {
        try (Fd busy = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "busy")) {
            new UnixAddress(socket().toString()).bind(busy);
            Sockets.listen(busy, "busy", 0);
            try (UnixClient waiting = UnixClient.connect(socket().toString())) {
                assertUnsupported(() -> UnixListener.at(socket()), "somebody listens at " + socket());
                waiting.send(Connected.bytes("still connected"));
            }
        }
    }

    @Test
    void somebodysFileOrLinkIsNotTakenAway() throws IOException {
        Files.writeString(socket(), "precious");
        assertUnsupported(() -> UnixListener.at(socket()), "at " + socket() + " is something that is no socket");
        assertThat(socket()).hasContent("precious");

        Path link = Files.createSymbolicLink(directory.resolve("link"), socket());
        assertUnsupported(() -> UnixListener.at(link), "at " + link + " is something that is no socket");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void theDirectoryMustBeThere() {
        assertUnsupported(
                () -> UnixListener.at(directory.resolve("missing/socket")),
                "there is no directory " + directory.resolve("missing") + "; make it first");
    }

    @Test
    void aPathThatIsTooLongIsNamed() {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> UnixListener.at(directory.resolve("x".repeat(108))))
                .withMessageContaining("between 1 and 107 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anAbstractNameIsFreeWhenItsListenerCloses() throws IOException {
        String name = Connected.freeName();
        try (UnixListener listener = UnixListener.abstractly(name)) {
            assertReachable(listener, name);
            assertRefused(Errno.EADDRINUSE, () -> UnixListener.abstractly(name));
        }
        assertRefused(Errno.ECONNREFUSED, () -> UnixClient.connect(name));
        UnixListener.abstractly(name).close();
    }

    @Test
    void anAbstractNameBeginsWithItsSign() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnixListener.abstractly("berth"))
                .withMessageContaining("berth");
    }

    @Test
    void anInheritedSocketServesAndItsFileIsNotOurs() throws IOException {
        try (Fd manager = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "the manager's")) {
            new UnixAddress(socket().toString()).bind(manager);
            Sockets.listen(manager, "the manager's", 5);
            try (UnixListener listener = UnixListener.inherited(Fd.duplicate(manager.number(), "ours"))) {
                assertThat(listener.accept()).as("it does not wait").isEmpty();
                assertReachable(listener, socket().toString());
            }
            assertThat(Files.exists(socket(), LinkOption.NOFOLLOW_LINKS)).isTrue();
            UnixClient.connect(socket().toString()).close(); // who comes next waits for the next start
        }
    }

    @Test
    void whatDoesNotListenCannotBeInherited() throws IOException {
        for (int domain : new int[] {Sockets.AF_UNIX, Sockets.AF_INET}) {
            Fd socket = Sockets.socket(domain, Sockets.SOCK_STREAM, 0, "a socket");
            assertUnsupported(() -> UnixListener.inherited(socket), "is no Unix stream socket that listens");
            assertThat(socket.isClosed()).isTrue();
        }
        Fd file = Fcntl.open("/dev/zero", Fcntl.O_RDONLY, 0);
        assertUnsupported(() -> UnixListener.inherited(file), "is no Unix stream socket that listens");
    }

    @Test
    void whoWaitsToBeAcceptedIsClosedWithTheListener() throws IOException {
        UnixListener listener = UnixListener.at(socket());
        try (UnixClient client = UnixClient.connect(socket().toString())) {
            listener.close();
            assertThat(client.receive().hasRemaining()).isFalse();
        }
    }

    private Path socket() {
        return directory.resolve("socket");
    }

    private static void assertReachable(UnixListener listener, String address) throws SyscallException {
        try (UnixClient client = UnixClient.connect(address);
                UnixStream stream = listener.accept().orElseThrow();
                MessageBuffer buffer = new MessageBuffer()) {
            stream.send(Connected.bytes("hello"), buffer);
            assertThat(Connected.text(client.receive())).isEqualTo("hello");
        }
    }

    private static void assertRefused(Errno errno, ThrowingCallable call) {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(call)
                .extracting(SyscallException::errno)
                .isEqualTo(errno);
    }

    private static void assertUnsupported(ThrowingCallable call, String why) {
        assertThatExceptionOfType(UnsupportedException.class).isThrownBy(call).withMessageContaining(why);
    }
}

package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is at the other end, where that needs no privilege to arrange: this process, and children of it. */
class PeerKernelTest {
    private static final String PYTHON = """
            import socket, sys
            end = socket.socket(socket.AF_UNIX)
            end.connect("\\0" + sys.argv[1][1:])
            end.send(b"x")
            sys.stdin.read()
            """;

    @Test
    void itIsThisProcess() throws IOException {
        ProcessStatus own = ProcessStatus.read("/proc/self/status");
        try (Connected pair = new Connected();
                Peer peer = pair.stream.peer()) {
            assertThat(peer.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(peer.uid()).isEqualTo(own.effectiveUid());
            assertThat(peer.gid())
                    .isEqualTo(Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid")));
            assertThat(peer.groups()).isEqualTo(own.groups()).contains(peer.gid());
            assertThat(peer.isElsewhere()).isFalse();
            assertThat(peer.life()).contains(Callers.life());
            assertThat(peer.networkCookie()).isEqualTo(Callers.networkCookie());
        }
    }

    @Test
    void aChildIsSeenToEnd() throws Exception {
        String name = Connected.freeName();
        try (UnixListener listener = UnixListener.abstractly(name)) {
            Process child = new ProcessBuilder("python3", "-c", PYTHON, name).start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.pid()).isEqualTo(child.pid());
                Optional<Life> life = peer.life();
                assertThat(life)
                        .contains(ProcessStat.read("/proc/" + child.pid() + "/stat")
                                .life());
                child.getOutputStream().close();
                child.waitFor();
                assertThat(peer.life()).isEmpty();
            } finally {
                child.destroyForcibly();
            }
        }
    }

    @Test
    void whoHasEndedBeforeItWasAskedForHasNoLife() throws Exception {
        String name = Connected.freeName();
        try (UnixListener listener = UnixListener.abstractly(name)) {
            Process child = new ProcessBuilder("python3", "-c", PYTHON, name).start();
            child.getOutputStream().close();
            assertThat(child.waitFor()).isZero();
            try (UnixStream stream = listener.accept().orElseThrow();
                    Peer peer = stream.peer()) {
                assertThat(peer.pid()).isEqualTo(child.pid());
                assertThat(peer.life()).isEmpty();
            }
        }
    }

    @Test
    void aZombieHasNoLife() throws Exception {
        String name = Connected.freeName();
        try (UnixListener listener = UnixListener.abstractly(name)) {
            String program = "import os\nif os.fork():\n  import sys; sys.stdin.read(); os._exit(0)\n"
                    + PYTHON.replace("sys.stdin.read()", "os._exit(0)");
            Process parent = new ProcessBuilder("python3", "-c", program, name).start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.process().orElseThrow().hasEnded(60_000)).isTrue();
                assertThat(ProcessStat.read("/proc/" + peer.pid() + "/stat").state())
                        .isEqualTo('Z');
                assertThat(peer.life()).isEmpty();
            } finally {
                parent.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void beforeLinux65ItIsAskedForByItsNumber() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        try (Pidfd byNumber = PeerReader.byNumber((int) child.pid()).orElseThrow()) {
            assertThat(byNumber.life())
                    .contains(ProcessStat.read("/proc/" + child.pid() + "/stat").life());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(PeerReader.byNumber((int) child.pid())).isEmpty();
        assertThat(PeerReader.byNumber(0)).isEmpty();
    }

    @Test
    void whoHasNoNumberHereHasALifeThatNobodyKnows() throws IOException {
        long cookie = Callers.networkCookie();
        Fd self = Pidfd.open((int) ProcessHandle.current().pid()).fd();
        try (Peer peer = new Peer(0, 1000, 1000, Set.of(), Optional.of(new Pidfd(self, 0)), cookie)) {
            assertThat(peer.isElsewhere()).isTrue();
            assertThat(peer.life()).contains(Life.NOBODY);
        }
    }

    @Test
    void anEndThatWasHandedOnCountsAsWhoConnected() throws Exception {
        String name = Connected.freeName();
        try (UnixListener listener = UnixListener.abstractly(name)) {
            String forked = PYTHON.replace("sys.stdin.read()", "import os\nos.fork() or sys.stdin.read()");
            Process child = new ProcessBuilder("python3", "-c", forked, name).start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.life()).isPresent();
                child.destroyForcibly().waitFor();
                assertThat(peer.life())
                        .as("its own child still has the other end")
                        .isEmpty();
            } finally {
                child.destroyForcibly();
            }
        }
    }

    /** The first connection, which has sent something. */
    private static UnixStream connection(UnixListener listener) throws SyscallException {
        try (Epoll epoll = new Epoll()) {
            epoll.add(listener.fd(), 0, Epoll.EPOLLIN);
            epoll.await(60_000, (number, events) -> assertThat(events).isEqualTo(Epoll.EPOLLIN));
            return listener.accept().orElseThrow();
        }
    }
}

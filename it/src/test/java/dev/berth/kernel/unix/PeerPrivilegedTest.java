package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Life;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Patience;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Who is at the other end, where it is another user, or lives elsewhere. */
@InWalls
class PeerPrivilegedTest {
    private static final String CONNECT = """
            import socket, sys
            end = socket.socket(socket.AF_UNIX)
            end.connect(sys.argv[1])
            sys.stdin.read()
            """;

    @Test
    void anotherUserIsToldWithAllItsGroups(Walls walls) throws Exception {
        String groups = "5,6,4000000000," + "7".repeat(3);
        try (UnixListener listener = listener(walls)) {
            Process process = Program.of("setpriv", "--reuid=1234", "--regid=4294967294", "--groups=" + groups)
                    .and(python(), "-c", CONNECT, socket(walls).toString())
                    .start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.pid()).isEqualTo(process.pid());
                assertThat(peer.uid()).isEqualTo(1234);
                assertThat(peer.gid()).isEqualTo(4_294_967_294L);
                assertThat(peer.groups()).containsExactlyInAnyOrder(4_294_967_294L, 5L, 6L, 777L, 4_000_000_000L);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void moreGroupsThanUsualAreToldToo(Walls walls) throws Exception {
        StringBuilder groups = new StringBuilder("1");
        for (int i = 2; i <= 1000; i++) {
            groups.append(',').append(i);
        }
        try (UnixListener listener = listener(walls)) {
            Process process = Program.of("setpriv", "--groups=" + groups)
                    .and(python(), "-c", CONNECT, socket(walls).toString())
                    .start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.groups()).hasSize(1001).contains(0L, 1L, 1000L);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void theNetworkNamespaceIsThatOfTheOtherEndsSocketWhereverOneListens(Walls walls) throws IOException {
        long here = Callers.networkCookie();
        long inside = walls.call(Callers::networkCookie);
        assertThat(inside).isNotEqualTo(here);
        try (UnixListener outsideListener = listener(walls)) {
            assertThat(cookie(outsideListener, socket(walls), walls.call(PeerPrivilegedTest::unconnected)))
                    .isEqualTo(inside);
            assertThat(cookie(outsideListener, socket(walls), unconnected())).isEqualTo(here);
        }
        try (UnixListener insideListener = walls.call(() -> listener(walls))) {
            assertThat(cookie(insideListener, socket(walls), walls.call(PeerPrivilegedTest::unconnected)))
                    .isEqualTo(inside);
            assertThat(cookie(insideListener, socket(walls), unconnected())).isEqualTo(here);
        }
    }

    @Test
    void aProcessInAPidNamespaceBelowHasANumberHere(Walls walls) throws Exception {
        try (UnixListener listener = listener(walls)) {
            Process process = Program.of("unshare", "--pid", "--fork", "--kill-child")
                    .and(python(), "-c", CONNECT, socket(walls).toString())
                    .start();
            try (UnixStream stream = connection(listener);
                    Peer peer = stream.peer()) {
                assertThat(peer.isElsewhere()).isFalse();
                assertThat(peer.life())
                        .contains(ProcessStat.read("/proc/" + peer.pid() + "/stat")
                                .life());
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    @NeedsKernel(KernelAbility.PEER_PIDFD)
    void aProcessOutsideOfOursHasNone(Walls walls) throws Exception {
        Process process = JavaProgram.of(
                        walls, PeerAsker.class, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc")
                .and(socket(walls).toString())
                .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("ready");
            try (UnixClient client = UnixClient.connect(socket(walls).toString())) {
                assertThat(said.readLine()).isEqualTo("elsewhere true, life " + Life.NOBODY);
                client.send(ByteBuffer.wrap(new byte[1]));
            }
            assertThat(process.waitFor(Patience.ofSeconds(60))).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void whoGivesUpPrivilegeAfterwardsIsWhoItWas(Walls walls) throws Exception {
        try (UnixListener listener = listener(walls)) {
            String drop = CONNECT.replace("sys.stdin", "import os; os.setresuid(1, 1, 1); end.send(b'x'); sys.stdin");
            Process process =
                    Program.of(python(), "-c", drop, socket(walls).toString()).start();
            try (UnixStream stream = connection(listener)) {
                readable(stream.fd());
                try (Peer peer = stream.peer()) {
                    assertThat(peer.uid()).isZero();
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The interpreter itself, which other users may run. */
    private static String python() throws IOException {
        return Actor.command().getFirst();
    }

    private static Path socket(Walls walls) {
        return walls.directory().resolve("socket");
    }

    private static UnixListener listener(Walls walls) throws IOException {
        Files.setPosixFilePermissions(walls.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        return UnixListener.at(socket(walls));
    }

    private static Fd unconnected() throws IOException {
        return Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "unix");
    }

    private static long cookie(UnixListener listener, Path path, Fd client) throws IOException {
        try (client) {
            new UnixAddress(path.toString()).connect(client);
            try (UnixStream stream = listener.accept().orElseThrow();
                    Peer peer = stream.peer()) {
                return peer.networkCookie();
            }
        }
    }

    private static UnixStream connection(UnixListener listener) throws IOException {
        readable(listener.fd());
        return listener.accept().orElseThrow();
    }

    static void readable(Fd fd) throws IOException {
        try (Epoll epoll = new Epoll()) {
            epoll.add(fd, 0, Epoll.EPOLLIN);
            epoll.await(60_000, (number, events) -> assertThat(events).isEqualTo(Epoll.EPOLLIN));
        }
    }
}

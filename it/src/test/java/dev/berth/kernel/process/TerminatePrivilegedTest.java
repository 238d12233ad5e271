package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The right process is asked to end, and its end is waited for. */
@InWalls
class TerminatePrivilegedTest {
    private static final long LONG = 60_000;
    private static final long SHORT = 50;

    /** Does what its argument says when it is asked to end; prints the inode of a socket that it holds. */
    private static final String STUBBORN = """
            import os, signal, socket, sys, time
            held = socket.socket()
            signal.signal(signal.SIGTERM, lambda *_: eval(sys.argv[1]))
            print(os.fstat(held.fileno()).st_ino, flush=True)
            while True:
                signal.pause()
            """;

    private final LinuxProcessTable table = new LinuxProcessTable(new LinuxAccounts());

    @Test
    void theProcessIsGoneAndItsNeighborLives(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        long socket = Owned.inode(actor.socket(SocketKind.TCP4));
        Actor neighbor = walls.actor().start();
        assertThat(table.terminate(actor.pid(), socket, LONG)).isTrue();
        // Dead, and not yet waited for by this JVM perhaps: no descriptor of it is left.
        assertThat(Owned.pids(table.socketOwners().of(socket))).isEmpty();
        assertThatCode(() -> neighbor.socket(SocketKind.TCP4)).doesNotThrowAnyException();
        Eventually.when("it is reaped", () -> ProcessHandle.of(actor.pid()).isEmpty());
        assertThat(table.terminate(actor.pid(), socket, LONG)).isTrue();
    }

    @Test
    void aProcessThatHasClosedTheSocketIsLeftAlone(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        ActorSocket socket = actor.socket(SocketKind.TCP4);
        long inode = Owned.inode(socket);
        socket.close();
        assertThat(table.terminate(actor.pid(), inode, SHORT)).isFalse();
        assertThatCode(() -> actor.socket(SocketKind.TCP4)).doesNotThrowAnyException();
    }

    @Test
    void aProcessThatTidiesUpIsWaitedFor(Walls walls) throws IOException {
        try (Stubborn stubborn = new Stubborn(walls, "(time.sleep(0.5), sys.exit())")) {
            assertThat(table.terminate(stubborn.pid(), stubborn.socket, LONG)).isTrue();
        }
    }

    @Test
    void patienceEndsWhereAProcessDoesNot(Walls walls) throws IOException {
        try (Stubborn stubborn = new Stubborn(walls, "None")) {
            assertThat(table.terminate(stubborn.pid(), stubborn.socket, SHORT)).isFalse();
            assertThat(table.terminate(stubborn.pid(), stubborn.socket, 0)).isFalse();
            assertThat(stubborn.process.isAlive()).isTrue();
        }
    }

    private static final class Stubborn implements AutoCloseable {
        private final Process process;
        private final long socket;

        Stubborn(Walls walls, String answer) throws IOException {
            process = walls.program("python3", "-c", STUBBORN, answer).start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            socket = Long.parseLong(out.readLine());
        }

        int pid() {
            return (int) process.pid();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            process.inputReader(StandardCharsets.UTF_8).close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        }
    }
}

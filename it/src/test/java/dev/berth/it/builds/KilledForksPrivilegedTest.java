package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import dev.berth.client.Mode;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} of a test JVM frees its ports at once, and leaves no lock behind. */
@InWalls
class KilledForksPrivilegedTest {
    private static final int KILLS = 10;
    private static final int LONGEST_NANOS = 40_000_000;

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void itsPortsAreFreeAtOnce(Mode mode, Walls walls) throws Exception {
        begin(mode, walls);
        Actor stranger = walls.actor().start();
        Holder next = Holder.start(walls, mode);
        String[] words = ports(mode, walls);
        for (int i = 0; i < words.length; i += 2) {
            Protocol protocol = Protocol.of(words[i]);
            int port = Integer.parseInt(words[i + 1]);
            for (SocketKind kind : SocketKind.all(protocol)) {
                assertThat(stranger.bind(kind, port)).hasToString("ok");
            }
            assertThat(next.acquireExactly(protocol, port)).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void noLockIsStuckWheneverItIsKilled(Mode mode, Walls walls) throws Exception {
        begin(mode, walls);
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            try (Holder mortal = Holder.start(walls, mode)) {
                mortal.churn();
                LockSupport.parkNanos(random.nextInt(LONGEST_NANOS));
            }
            if (mode == Mode.ENFORCED) {
                assertNothingIsHeld(walls);
            } else {
                assertNothingIsLocked(walls);
            }
        }
    }

    private static void begin(Mode mode, Walls walls) throws IOException {
        if (mode == Mode.ENFORCED) {
            Berthd.start(walls);
        }
    }

    /** What a test JVM had when it was killed: a protocol and a port, again and again. */
    private static String[] ports(Mode mode, Walls walls) throws Exception {
        Process fork = Holder.in(
                        walls, mode, JavaProgram.of(walls, StormMain.class).and(KilledCases.class.getName()))
                .start();
        try (BufferedReader said = fork.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            fork.destroyForcibly().waitFor();
            assertThat(line)
                    .as(() -> fork.errorReader().lines().toList().toString())
                    .isNotNull();
            return line.split(" ", -1);
        } finally {
            fork.destroyForcibly();
            fork.getErrorStream().close();
            fork.getOutputStream().close();
        }
    }

    private static void assertNothingIsHeld(Walls walls) {
        try (ClientPorts ports = new ClientPorts(Berthd.socket(walls))) {
            assertThat(walls.call(ports::list).orElseThrow().runtime()).isEmpty();
        }
    }

    /** This process has none itself, so that closing the file gives nothing away. */
    private static void assertNothingIsLocked(Walls walls) throws IOException {
        try (FileChannel file = FileChannel.open(Holder.locks(walls), StandardOpenOption.WRITE);
                FileLock all = file.tryLock()) {
            assertThat(all).isNotNull();
        }
    }
}

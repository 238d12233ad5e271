package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import dev.berth.client.Mode;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.Soak;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} of a test JVM frees its ports at once, and leaves no lock behind. */
@Tag(Soak.TAG)
@InWalls
class KilledForksPrivilegedTest {
    private static final int KILLS = Soak.times(4, 10);
    private static final int LONGEST_NANOS = 40_000_000;

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void itsPortsAreFreeAtOnce(Mode mode, Walls walls) throws Exception {
        begin(mode, walls);
        Actor stranger = walls.actor().start();
        Holder next = Holder.start(walls, mode);
        Process fork = Holder.in(
                        walls, mode, JavaProgram.of(walls, StormMain.class).and(KilledCases.class.getName()))
                .start();
        try (BufferedReader said = fork.inputReader(StandardCharsets.UTF_8)) {
            List<Served> all = Served.parse(said.readLine());
            for (Served one : all) {
                assertThat(stranger.bind(SocketKind.of(one.protocol), one.port))
                        .hasToString(mode == Mode.ENFORCED ? "EACCES" : "EADDRINUSE");
            }
            fork.destroyForcibly().waitFor();
            for (Served one : all) {
                if (mode == Mode.ENFORCED && !KernelAbility.TASKS_BY_NUMBER.isThere()) {
                    awaitBerthd(stranger, one);
                }
                for (SocketKind kind : SocketKind.all(one.protocol)) {
                    assertThat(stranger.bind(kind, one.port)).hasToString("ok");
                }
                assertThat(next.acquireExactly(one.protocol, one.port)).isEqualTo(one.port);
            }
        } finally {
            fork.destroyForcibly();
            fork.getErrorStream().close();
            fork.getOutputStream().close();
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

    /** Where the guard cannot see that an owner is dead, a port is free when berthd has noticed. */
    private static void awaitBerthd(Actor stranger, Served one) throws IOException {
        SocketKind kind = SocketKind.of(one.protocol);
        Eventually.when(
                "port " + one.port + " is free",
                () -> stranger.bind(kind, one.port).toString().equals("ok"));
    }

    /** A port that {@link KilledCases} has. */
    private record Served(Protocol protocol, int port) {
        static List<Served> parse(String line) {
            String[] words = line.split(" ", -1);
            return IntStream.range(0, words.length / 2)
                    .mapToObj(i -> new Served(Protocol.of(words[2 * i]), Integer.parseInt(words[2 * i + 1])))
                    .toList();
        }
    }

    private static void begin(Mode mode, Walls walls) throws IOException {
        if (mode == Mode.ENFORCED) {
            Berthd.start(walls);
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

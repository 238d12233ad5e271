package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.client.ClientPorts;
import dev.berth.it.commands.Serving;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A program of an ordinary user gets a port of its own with api and client alone, and no native access. */
@InWalls
class FromJavaUserE2ETest {
    private static final String CLASS_PATH = Stream.of(Ports.class, ClientPorts.class, FromJavaUser.class)
            .map(type ->
                    type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .collect(Collectors.joining(File.pathSeparator));

    @Test
    void aProgramServesOnAPortThatNobodyElseGets(Walls walls) throws IOException, InterruptedException {
        Serving.in(walls);
        assertServes(walls, FromJavaUser.class, PortBlock.between(20_000, 29_999));
    }

    @Test
    void oneThatRunsAnywhereIsEnforcedWhereBerthdAnswers(Walls walls) throws IOException, InterruptedException {
        Serving.in(walls);
        assertServes(walls, FromJavaAnywhere.class, PortBlock.between(20_000, 29_999));
    }

    @Test
    void withoutBerthdItServesAllTheSame(Walls walls) throws IOException, InterruptedException {
        assertServes(walls, FromJavaAnywhere.class, PortBlock.between(10_000, 19_999));
    }

    private static void assertServes(Walls walls, Class<?> main, PortBlock range)
            throws IOException, InterruptedException {
        Actor stranger = walls.actor().start();
        Process program = walls.program("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups")
                .and(System.getProperty("java.home") + "/bin/java", "-Xshare:auto", "--illegal-native-access=deny")
                .and("-cp", CLASS_PATH, main.getName())
                .with("BERTH_SOCKET", Serving.socket(walls).toString())
                .with("BERTH_LOCKS", everybodys(walls).resolve("ports.lock").toString())
                .start();
        walls.closeLater(program::destroyForcibly);
        try (var said = program.inputReader()) {
            int port = Integer.parseInt(said.readLine());
            assertThat(range.contains(port)).isTrue();
            assertThat(stranger.bind(SocketKind.UDP4, port)).hasToString("ok");
            assertThat(stranger.bind(SocketKind.TCP4, port)).hasToString(serving(range));
            stranger.socket(SocketKind.TCP4).connect("127.0.0.1", port).orElseThrow();
            assertThat(program.waitFor()).as("it has given its port back").isZero();
        }
    }

    private static Path everybodys(Walls walls) throws IOException {
        Set<PosixFilePermission> all = EnumSet.allOf(PosixFilePermission.class);
        Path folder = Files.createDirectory(
                Files.setPosixFilePermissions(walls.directory(), all).resolve("everybodys"));
        return Files.setPosixFilePermissions(folder, all);
    }

    /** What the bind of a port of that range gets while somebody listens there. */
    private static String serving(PortBlock range) {
        return range.start() == 20_000 ? "EACCES" : "EADDRINUSE";
    }
}

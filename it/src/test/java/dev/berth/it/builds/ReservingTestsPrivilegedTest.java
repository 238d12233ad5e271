package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.Mode;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The ports of tests in a JVM beside a berthd are theirs and their children's, and nobody else's, until their scope ends. */
@InWalls
class ReservingTestsPrivilegedTest {
    private static final String REFUSED = "EACCES";

    @Test
    @DisplayName("A stranger is refused the port of a test, of a class and of the run, each to its end")
    void refusedWhileReserved(Walls walls) throws IOException {
        Berthd.start(walls);
        Actor stranger = walls.actor().start();
        Process run = Holder.in(
                        walls,
                        Mode.ENFORCED,
                        JavaProgram.of(walls, StormMain.class).and(ReservingCases.class.getName()))
                .start();
        walls.closeLater(run::destroyForcibly);
        BufferedReader said = run.inputReader(StandardCharsets.UTF_8);
        Writer orders = run.outputWriter(StandardCharsets.UTF_8);

        List<Integer> ports = ports(run, said);
        int ofTest = ports.get(0);
        int ofClass = ports.get(1);
        int ofRun = ports.get(2);
        for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.TCP6, SocketKind.TCP_DUAL)) {
            for (int port : ports) {
                assertThat(stranger.bind(kind, port)).as(kind + " " + port).hasToString(REFUSED);
            }
        }
        goOn(orders);

        assertThat(ports(run, said)).as("of the second test").isEmpty();
        assertThat(stranger.bind(SocketKind.TCP4, ofTest)).hasToString("ok");
        assertThat(stranger.bind(SocketKind.TCP4, ofClass)).hasToString(REFUSED);
        goOn(orders);

        assertThat(ports(run, said)).as("after all tests").isEmpty();
        assertThat(stranger.bind(SocketKind.TCP4, ofClass)).hasToString(REFUSED);
        assertThat(stranger.bind(SocketKind.TCP4, ofRun)).hasToString(REFUSED);
        goOn(orders);

        assertThat(line(run, said)).as("failures, last").endsWith(" 0");
        for (int port : ports) {
            assertThat(stranger.bind(SocketKind.TCP_DUAL, port)).hasToString("ok");
        }
    }

    private static List<Integer> ports(Process run, BufferedReader said) throws IOException {
        String line = line(run, said);
        assertThat(line).startsWith("ports");
        return Stream.of(line.split(" ", -1)).skip(1).map(Integer::valueOf).toList();
    }

    private static String line(Process run, BufferedReader said) throws IOException {
        String line = said.readLine();
        if (line == null || line.matches("\\d.* [1-9]\\d*")) {
            throw new IOException(
                    line + "\n" + new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return line;
    }

    private static void goOn(Writer orders) throws IOException {
        orders.write("go on\n");
        orders.flush();
    }
}

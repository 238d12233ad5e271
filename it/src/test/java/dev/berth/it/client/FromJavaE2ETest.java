package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.Everything;
import dev.berth.it.walls.Hidden;
import dev.berth.it.walls.InsidePorts;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A program that reserves ports from Java does so in the usual places. */
@InWalls
class FromJavaE2ETest {
    @Test
    void aProgramReservesPorts(Walls walls) throws IOException {
        Program.Result result = walls.program(Hidden.HOST.from(walls))
                .and(System.getProperty("java.home") + "/bin/java", "-Xshare:auto")
                .and("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"))
                .and(FromJava.class.getName())
                .expect(0);
        assertThat(result.out()).isEqualTo("Permission denied\n");
        assertThat(result.err())
                .startsWith("create tcp 80-83: tcp 80-83 (web) is reserved since ")
                .containsOnlyOnce("\n");
        assertThat(Everything.of(walls).listed()).hasToString("80-83");
        // Its BPF file system went with it, and the guard with that.
        Eventually.when("the guard is detached", () -> InsidePorts.links(walls) == 0);
    }
}

package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a berthd answers, the kernel keeps a build's ports. */
@InWalls
@ExtendWith(InstalledResolver.class)
class EnforcedBuildE2ETest {
    private static final long POSTGRES = 54_321;
    private static final String POM = Poms.project(
            "enforced",
            Poms.berth(
                    Poms.execution("own", "reserve", "<portNames>a,b</portNames><protocol>tcp+udp</protocol>"),
                    Poms.execution(
                            "shared",
                            "reserve",
                            "<portNames>db</portNames><minPortNumber>21000</minPortNumber>"
                                    + "<consumers><consumer>user:" + POSTGRES + "</consumer></consumers>"),
                    Poms.execution("back", "release", "<portNames>a</portNames>")),
            Poms.halts(Poms.halt("pre-integration-test", "${a}", "${b}", "${db}"), Poms.halt("verify")));

    @Test
    @DisplayName("R14: strangers are refused, what the build starts and consumers bind; released, and over")
    void kept(Installed installed, Walls walls) throws IOException, InterruptedException {
        Berthd berthd = Berthd.start(walls);
        Project project = installed.project("enforced").file("pom.xml", POM);
        Halt halt = Halt.start(
                walls,
                "enforced",
                project.maven(walls, "verify", "-Dberth.mode=enforced")
                        .with("BERTH_SOCKET", berthd.socket().toString()));
        List<String> ports = halt.next();
        int a = Integer.parseInt(ports.get(0));
        int b = Integer.parseInt(ports.get(1));
        int db = Integer.parseInt(ports.get(2));
        Actor stranger = walls.actor().start();
        Actor postgres = walls.actor().as(POSTGRES, POSTGRES).start();
        for (int port : new int[] {a, b, db}) {
            assertThat(stranger.bind(SocketKind.TCP4, port)).hasToString("EACCES");
        }
        assertThat(stranger.bind(SocketKind.UDP4, a)).hasToString("EACCES");
        assertThat(postgres.bind(SocketKind.TCP4, a)).hasToString("EACCES");
        assertThat(postgres.bind(SocketKind.TCP4, db)).hasToString("ok");
        assertThat(halt.tell("bind tcp " + a)).isEqualTo("bound");
        assertThat(halt.tell("bind udp " + a)).isEqualTo("bound");

        halt.next();
        assertThat(stranger.bind(SocketKind.TCP4, a)).as("released").hasToString("ok");
        assertThat(stranger.bind(SocketKind.TCP4, b)).hasToString("EACCES");
        assertThat(halt.finish())
                .containsOnlyOnce("[INFO] ports are enforced: ")
                .contains(
                        "[INFO] reserved tcp+udp " + a + " as a (enforced)\n",
                        "[INFO] reserved tcp " + db + " as db (enforced)\n");
        assertThat(stranger.bind(SocketKind.TCP4, b)).as("over").hasToString("ok");
    }
}

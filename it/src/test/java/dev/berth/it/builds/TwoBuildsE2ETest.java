package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Builds at once, in a range that is just wide enough for two. */
@InWalls
@ExtendWith(InstalledResolver.class)
class TwoBuildsE2ETest {
    private static final String POM = Poms.project(
            "tight",
            Poms.berth(Poms.execution(
                    "tight",
                    "reserve",
                    "<portNames>a,b,c</portNames><minPortNumber>15000</minPortNumber>"
                            + "<maxPortNumber>15005</maxPortNumber>")),
            Poms.halts(Poms.halt("verify", "${a}", "${b}", "${c}")));

    @Test
    @DisplayName("Two builds share no port, a third is refused, and what was killed has nothing any more")
    void share(Installed installed, Walls walls) throws IOException, InterruptedException {
        Project project = installed.project("tight").file("pom.xml", POM);
        Halt one = Halt.start(walls, "one", project.maven(walls, "verify"));
        Halt other = Halt.start(walls, "other", project.maven(walls, "verify"));
        List<String> ports = new ArrayList<>(one.next());
        ports.addAll(other.next());
        assertThat(ports).containsExactlyInAnyOrder("15000", "15001", "15002", "15003", "15004", "15005");

        assertThat(project.maven(walls, "verify").expect(1).out())
                .contains("(tight) on project tight: no port for a: WSAENOBUFS: acquire 1 tcp port within 15000-15005:"
                        + " each is in use or reserved; wait until some are given back, or widen the range");

        one.kill();
        for (String port : ports.subList(0, 3)) {
            assertThat(other.tell("ask tcp " + port)).isEqualTo("NO_ERROR");
        }
        for (String port : ports.subList(3, 6)) {
            assertThat(other.tell("ask tcp " + port)).isEqualTo("WSAEADDRINUSE");
            assertThat(other.tell("bind tcp " + port)).isEqualTo("bound");
        }
        other.finish();
    }
}

package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a build reserves ends with the build where the JVM lives on, as in a Maven daemon. */
@InWalls
@ExtendWith(InstalledResolver.class)
class DaemonBuildsE2ETest {
    private static final String POM = Poms.project(
            "daemon",
            Poms.berth(Poms.execution(
                    "one",
                    "reserve",
                    "<portNames>http.port</portNames><minPortNumber>15000</minPortNumber>"
                            + "<maxPortNumber>15000</maxPortNumber>")));

    @Test
    void theNextBuildOfTheSameJvmHasThePort(Installed installed, Walls walls) throws IOException {
        Project project = installed.project("daemon").file("pom.xml", POM);
        Path home = Path.of(Program.of("sh", "-c", "readlink -f \"$(command -v mvn)\"")
                        .expect(0)
                        .out()
                        .strip())
                .resolve("../..")
                .normalize();
        String own = DaemonBuilds.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        Program daemon = walls.program(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1")
                .and("-Dmaven.home=" + home, "-Dmaven.multiModuleProjectDirectory=" + project.folder())
                .and("-cp", own + ":" + home + "/lib/*:" + home + "/boot/*", DaemonBuilds.class.getName());
        // Without its settings for logging, Maven's log goes there.
        assertThat(project.building(daemon, "verify").expect(0).err())
                .containsSubsequence(
                        "reserved tcp 15000 as http.port (cooperative)",
                        "BUILD SUCCESS",
                        "reserved tcp 15000 as http.port (cooperative)",
                        "BUILD SUCCESS");
    }
}

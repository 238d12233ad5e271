package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a build reserves, in threads at once, ends with the build where the JVM lives on, as in a Maven daemon. */
@InWalls
@ExtendWith(InstalledResolver.class)
class DaemonBuildsE2ETest {
    private static final Pattern RESERVED = Pattern.compile("reserved tcp (\\d+) as http.port \\(cooperative\\)");
    private static final String[] MODULES = {"one", "two", "three"};
    private static final String ALL = Poms.project("daemon")
            .replace(
                    "<build>",
                    "<modules><module>" + String.join("</module><module>", MODULES) + "</module></modules><build>");
    private static final String TIGHT = Poms.berth(
            Poms.execution(
                    "tight",
                    "reserve",
                    "<portNames>http.port</portNames><minPortNumber>15000</minPortNumber><maxPortNumber>15002</maxPortNumber>"));

    @Test
    void theNextBuildOfTheSameJvmHasThePorts(Installed installed, Walls walls) throws IOException {
        Project project = installed.project("daemon").file("pom.xml", ALL);
        for (String module : MODULES) {
            project.file(module + "/pom.xml", Poms.project(module, TIGHT));
        }
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
        String said = project.building(daemon, "-T3", "verify").expect(0).err();
        assertThat(RESERVED.matcher(said).results().map(each -> each.group(1)))
                .as("three modules at once, twice, in the width of three")
                .containsExactlyInAnyOrder("15000", "15001", "15002", "15000", "15001", "15002");
    }
}

package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A build that used build-helper's goal changes the coordinates and nothing else. */
@InWalls
@ExtendWith(InstalledResolver.class)
class MovingBuildE2ETest {
    private static final String BEFORE = Poms.project(
            "moving",
            Poms.plugin(
                    "org.codehaus.mojo",
                    "build-helper-maven-plugin",
                    "3.6.1",
                    Poms.execution("file", "reserve-network-port", """
                            <portNames><portName>http.port</portName><portName>ajp.port</portName></portNames>
                            <urls><url>file:${project.basedir}/one.txt</url><url>file:${project.basedir}/two.txt</url></urls>
                            <minPortNumber>15000</minPortNumber>
                            <outputFile>${project.build.directory}/ports.properties</outputFile>
                            """),
                    Poms.execution("one", "reserve-network-port", """
                            <portNames>last.port</portNames>
                            <minPortNumber>16000</minPortNumber><maxPortNumber>16000</maxPortNumber>
                            <randomPort>true</randomPort>
                            """)),
            Poms.halts(Poms.halt("verify", "${last.port}")));

    @Test
    void theSameComesOut(Installed installed, Walls walls) throws IOException, InterruptedException {
        Project project =
                installed.project("moving").file("one.txt", "one.port\n").file("two.txt", "two.port\n\n#none\n");
        String[] before = build(project.file("pom.xml", BEFORE), walls, "before");
        String after = BEFORE.replace(
                        "org.codehaus.mojo</groupId>\n  <artifactId>build-helper",
                        "dev.berth</groupId>\n" + "  <artifactId>berth")
                .replace("<version>3.6.1</version>", "<version>0.1.0-SNAPSHOT</version>");
        assertThat(after).isNotEqualTo(BEFORE);
        assertThat(build(project.file("pom.xml", after), walls, "after")).isEqualTo(before);
        assertThat(before)
                .containsExactlyInAnyOrder(
                        "two.port=15000", "one.port=15001", "http.port=15002", "ajp.port=15003", "16000");
    }

    /** What the file says, in order, and the project's property. */
    private static String[] build(Project project, Walls walls, String name) throws IOException, InterruptedException {
        Halt halt = Halt.start(walls, name, project.maven(walls, "verify"));
        String last = halt.next().get(0);
        halt.finish();
        return (project.read("target/ports.properties")
                                .lines()
                                .filter(line -> !line.startsWith("#"))
                                .sorted()
                                .reduce("", (all, line) -> all + line + "\n")
                        + last)
                .split("\n", -1);
    }
}

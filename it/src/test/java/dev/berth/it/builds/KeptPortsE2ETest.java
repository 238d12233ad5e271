package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a build on Java 17 reserves without berthd is there for what it starts, and for no other program of the kind. */
@InWalls
@ExtendWith(InstalledResolver.class)
class KeptPortsE2ETest {
    private static final String NAMES = "<portNames><portName>%s</portName><portName>%s</portName></portNames>";
    private static final String POM = Poms.project(
            "kept",
            Poms.berth(
                            Poms.execution("any", "reserve", NAMES.formatted("http.port", "ajp.port")),
                            Poms.execution(
                                    "file",
                                    "reserve",
                                    NAMES.formatted("shelf.one", "shelf.two")
                                            + "<outputFile>target/ports/shelf.properties</outputFile>"
                                            + "<minPortNumber>15000</minPortNumber>"
                                            + "<maxPortNumber>15009</maxPortNumber>"),
                            Poms.execution(
                                    "random",
                                    "reserve",
                                    NAMES.formatted("random.one", "random.two")
                                            + "<minPortNumber>15100</minPortNumber>"
                                            + "<maxPortNumber>15999</maxPortNumber>"
                                            + "<randomPort>true</randomPort>"),
                            Poms.execution(
                                    "lists",
                                    "reserve",
                                    "<protocol>udp</protocol><urls><url>file:${project.basedir}/names.txt</url>"
                                            + "<url>classpath:lists/names.txt</url></urls>"),
                            Poms.execution("back", "release", "<portNames>http.port</portNames>"))
                    .replace(
                            "<executions>",
                            "<dependencies><dependency><groupId>example</groupId><artifactId>names</artifactId>"
                                    + "<version>1</version></dependency></dependencies><executions>"),
            Poms.halts(
                    Poms.halt(
                            "pre-integration-test",
                            "${http.port}",
                            "${ajp.port}",
                            "${random.one}",
                            "${random.two}",
                            "${listed.port}",
                            "${packed.port}",
                            "${shelf.one}"),
                    Poms.halt("verify", "${ajp.port}")));

    @Test
    @DisplayName("Properties, a file, a range, at random, from lists; servers of the build bind; released, and over")
    void ports(Installed installed, Walls walls) throws IOException, InterruptedException {
        Project project = installed.project("kept").file("pom.xml", POM).file("names.txt", "# ours\nlisted.port\n");
        names(Installed.repository().resolve("example/names/1"));
        Program maven = project.maven(walls, "-V", "verify").with("JAVA_HOME", Java17.home());
        Halt halt = Halt.start(walls, "kept", maven);

        List<String> ports = halt.next();
        assertThat(ports.subList(0, 6))
                .doesNotHaveDuplicates()
                .allSatisfy(port -> assertThat(Integer.parseInt(port)).isBetween(10_000, 19_999));
        assertThat(ports.subList(2, 4))
                .allSatisfy(port -> assertThat(Integer.parseInt(port)).isBetween(15_100, 15_999));
        assertThat(ports.get(6)).as("it is in the file alone").isEmpty();
        assertThat(project.read("target/ports/shelf.properties").lines())
                .containsExactlyInAnyOrder("shelf.one=15000", "shelf.two=15001");

        assertThat(halt.said())
                .containsOnlyOnce("[INFO] ports are cooperative, ")
                .doesNotContain("WARN", "dev.berth.client.ProcessPorts");

        String http = "tcp " + ports.get(0);
        String ajp = "tcp " + ports.get(1);
        assertThat(halt.tell("ask " + http)).isEqualTo("WSAEADDRINUSE");
        assertThat(halt.tell("ask tcp 15001")).isEqualTo("WSAEADDRINUSE");
        assertThat(halt.tell("ask tcp 15002")).isEqualTo("NO_ERROR");
        assertThat(halt.tell("ask udp " + ports.get(4))).isEqualTo("WSAEADDRINUSE");
        assertThat(halt.tell("bind " + http)).isEqualTo("bound");
        assertThat(halt.tell("bind udp " + ports.get(5))).isEqualTo("bound");

        assertThat(halt.next()).as("later").containsExactly(ports.get(1));
        assertThat(halt.tell("ask " + http)).as("released").isEqualTo("NO_ERROR");
        assertThat(halt.tell("ask " + ajp)).isEqualTo("WSAEADDRINUSE");
        assertThat(halt.finish())
                .contains(
                        "[INFO] reserved " + http + " as http.port (cooperative)\n",
                        "[INFO] reserved udp " + ports.get(4) + " as listed.port (cooperative)\n",
                        "[INFO] released " + http + " (http.port)\n",
                        "Java version: 17.");

        assertThat(Station.once(walls, project, "ask " + ajp)).as("over").isEqualTo("NO_ERROR");
    }

    /** An artifact that holds a list of names. */
    private static void names(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("names-1.pom"), Poms.project("names").replace("<packaging>pom</packaging>", ""));
        try (OutputStream file = Files.newOutputStream(folder.resolve("names-1.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("lists/names.txt"));
            jar.write("packed.port\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}

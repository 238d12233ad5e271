package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.walls.Hidden;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A checkout that was never built, where what builds it is missing: the launcher says what to install. */
@InWalls
class NoToolsE2ETest {
    /** Where no JDK is that somebody has put elsewhere. */
    private static final String PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private Path checkout = Path.of("");

    @BeforeEach
    void copyTheLauncher(Walls walls) throws IOException {
        checkout = Files.createDirectory(walls.directory().resolve("checkout"));
        Program.of("cp", "-a")
                .and(
                        Launcher.ROOT.resolve("berth").toString(),
                        Launcher.ROOT.resolve("build").toString())
                .and(checkout.toString())
                .expect(0);
    }

    @Test
    @DisplayName("No JDK 25 anywhere: one sentence, and no attempt to build")
    void noJdk(Walls walls) throws IOException {
        String[] unset = Hidden.JDKS.from(walls, "env", "-u", "JAVA_HOME", PATH);
        String[] another = Hidden.JDKS.from(walls, "env", "JAVA_HOME=" + jdk(walls, "17.0.15"), PATH);
        for (String[] prefix : new String[][] {unset, another}) {
            String said = launch(walls, prefix);
            assertThat(said)
                    .matches("berth: no JDK 25 found in .*: install one, such as the package .*openjdk-25-.*\n")
                    .contains("JAVA_HOME", "/usr/lib/jvm");
        }
        assertThat(checkout.resolve("cli")).doesNotExist();
    }

    @Test
    @DisplayName("No Maven: one sentence, after a JDK 25 was found in JAVA_HOME")
    void noMaven(Walls walls) throws IOException {
        Path jdk = jdk(walls, "25.0.1");
        assertThat(launch(walls, Hidden.MAVEN.from(walls, "env", "JAVA_HOME=" + jdk)))
                .isEqualTo("berth: mvn is missing: install Apache Maven, such as the package maven\n");
        assertThat(checkout.resolve("cli")).doesNotExist();
    }

    /** Everything that it said, which was all on standard error. */
    private String launch(Walls walls, String... prefix) throws IOException {
        Program.Result result = walls.program(prefix)
                .and(checkout.resolve("berth").toString(), "list")
                .with("HOME", walls.directory().toString())
                .with("BERTH_BUILD", "")
                .expect(70);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    /** What the launcher takes for a JDK without starting it. */
    private static Path jdk(Walls walls, String version) throws IOException {
        Path jdk = walls.directory().resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path javac = Files.createFile(jdk.resolve("bin/javac"));
        Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
        return jdk;
    }
}

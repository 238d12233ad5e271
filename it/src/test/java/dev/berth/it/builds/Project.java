package dev.berth.it.builds;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A project that Maven builds as its user would, with Berth from the tests' local repository. All of them share one lock
 * file, which nobody else has, and know of no berthd unless told.
 *
 * @param folder where its pom lies
 */
record Project(Path folder) {
    /** The same with a file. */
    Project file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** The text of a file. */
    String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Maven on the JDK of these tests, to which these words are said. */
    Program maven(String... words) {
        return building(Program.of("mvn"), words);
    }

    /** The same, within walls. */
    Program maven(Walls walls, String... words) {
        return building(walls.program("mvn"), words);
    }

    /** The same for something else that is Maven. */
    Program building(Program maven, String... words) {
        return at(maven.and("-B", "-ntp", "-Dmaven.repo.local=" + Installed.repository(), "-f")
                .and(folder.resolve("pom.xml").toString())
                .and(words));
    }

    /** A program that finds what the builds here find. */
    Program at(Program program) {
        return program.with("JAVA_HOME", System.getProperty("java.home"))
                .with("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
                .with("BERTH_MODE", "auto")
                .with("BERTH_SOCKET", folder.resolve("nobody.sock").toString())
                .with("BERTH_LOCKS", folder.resolveSibling("ports.lock").toString());
    }
}

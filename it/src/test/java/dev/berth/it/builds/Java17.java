package dev.berth.it.builds;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Java 17 of this machine, which the packages maven and openjdk-17 bring along. */
final class Java17 {
    private static final Path PLACE = Path.of("/usr/lib/jvm");

    private Java17() {}

    /** Its JAVA_HOME. */
    static String home() throws IOException {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(PLACE, "*17*")) {
            for (Path home : homes) {
                if (Files.isExecutable(home.resolve("bin/java"))) {
                    return home.toString();
                }
            }
        }
        throw new IOException("no Java 17 in " + PLACE + ": install the package openjdk-17-jre-headless");
    }
}

package dev.berth.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What a measurement is worth depends on: this machine, and what else it did. */
final class Machine {
    private Machine() {}

    /** {@code 2 cores, AMD EPYC}. */
    static String processor() throws IOException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " cores, " + model;
    }

    /** {@code Linux 6.18.0}. */
    static String kernel() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** {@code JDK 25.0.3+9-LTS, Eclipse Adoptium}. */
    static String jdk() {
        return "JDK " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor");
    }

    /** {@code 2026-01-31 12:00 UTC}. */
    static String date(InstantSource clock) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(clock.instant());
    }

    /** How many processes wanted to run in the last minute, on average. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    /** The first line that a program prints, such as its version. */
    static String firstLine(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("?");
        } finally {
            process.destroy();
        }
    }
}

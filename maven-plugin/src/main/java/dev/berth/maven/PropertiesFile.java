package dev.berth.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A file that {@link Properties} reads. */
final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * Writes one, and the folders above it where they are missing.
     *
     * @param file where
     * @param values the values by name
     * @param text a value as text
     * @throws IOException if it cannot be written
     */
    static <T> void write(Path file, Map<String, T> values, Function<T, String> text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Properties properties = new Properties();
        values.forEach((name, value) -> properties.setProperty(name, text.apply(value)));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        properties.store(written, null);
        // Without the date, which is all that is ever a comment: the same ports give the same bytes.
        String lines = written.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, lines, StandardCharsets.ISO_8859_1);
    }
}

package dev.berth.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.it.house.SourceRules.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The source files of this checkout keep the rules of the house. */
class SourcesTest {
    private static final List<Source> SOURCES = read();

    @Test
    void theSourcesWereFound() {
        assertThat(SOURCES).extracting(Source::path).contains("it/src/test/java/dev/berth/it/house/SourcesTest.java");
    }

    @Test
    void noFileIsTooLong() {
        assertThat(SourceRules.tooLong(SOURCES)).isEmpty();
    }

    @Test
    void halfTheFilesAreShort() {
        assertThat(SourceRules.medianTooLong(SOURCES)).isEmpty();
    }

    @Test
    void packagesAreNamedForWhatTheyHold() {
        assertThat(SourceRules.vaguePackages(SOURCES)).isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        assertThat(SourceRules.publicWithoutJavadoc(SOURCES)).isEmpty();
    }

    private static List<Source> read() {
        Path root = Path.of(System.getProperty("berth.root"));
        try (var files = Files.find(
                root, 20, (path, attributes) -> attributes.isRegularFile() && isSource(root.relativize(path)))) {
            return files.sorted().map(path -> read(root, path)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Source read(Path root, Path path) {
        try {
            return new Source(root.relativize(path).toString(), Files.readString(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@code room/src/main/java/…} or {@code room/src/test/java/…}: what the build makes lies elsewhere. */
    private static boolean isSource(Path path) {
        return path.getNameCount() > 4
                && path.getName(1).toString().equals("src")
                && path.toString().endsWith(".java");
    }
}

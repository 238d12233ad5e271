package dev.berth.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./berth} starts from anywhere. */
class LauncherE2ETest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @TempDir
    Path elsewhere;

    @Test
    void itStartsFromAnotherFolder() throws IOException, InterruptedException {
        assertThat(run(elsewhere, ROOT.resolve("berth").toString(), "--help")).contains("berth");
    }

    @Test
    void itStartsThroughASymbolicLink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(elsewhere.resolve("linked"), ROOT.resolve("berth"));
        assertThat(run(elsewhere, link.toString(), "--help")).contains("berth");
    }

    @Test
    void itStartsByARelativeName() throws IOException, InterruptedException {
        assertThat(run(ROOT, "sh", "berth", "--help")).contains("berth");
    }

    private static String run(Path folder, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

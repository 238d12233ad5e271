package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is installed beside the program, judged by the tools that will read it, on machines that have them. */
class InstalledFilesKernelTest {
    @TempDir
    Path folder;

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        List<String> words = new ArrayList<>(List.of("verify", "--man=no"));
        for (String name : List.of("berth-restore.service", "berthd.service", "berthd.socket")) {
            String unit =
                    Files.readString(Golden.ROOT.resolve("packaging/systemd").resolve(name));
            // The program need not be installed where this runs, nor its manual page.
            String copy = unit.replaceFirst("ExecStart=/usr/bin/berth \\w+\n", "ExecStart=/bin/true\n");
            assertThat(copy.equals(unit)).as(name).isEqualTo(name.endsWith(".socket"));
            words.add(Files.writeString(folder.resolve(name), copy).toString());
        }
        accepts("systemd-analyze", words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"berth.1", "berthd.8"})
    void groffRendersTheManualPages(String name) throws Exception {
        Path page = Golden.ROOT.resolve("docs/man").resolve(name);
        accepts("groff", "-ww", "-z", "-man", "-Tutf8", page.toString());
        accepts("mandoc", "-Tlint", "-Wwarning", page.toString());
    }

    /** A machine without the tool has nothing to say. */
    private static void accepts(String tool, String... words) throws IOException, InterruptedException {
        if (!isHere(tool)) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(tool);
        builder.command().addAll(List.of(words));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private static boolean isHere(String tool) {
        for (String path : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(path, tool))) {
                return true;
            }
        }
        return false;
    }
}

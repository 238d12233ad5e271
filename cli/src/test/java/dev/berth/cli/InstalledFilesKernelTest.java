package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is installed beside the program, judged by the tools that will read it, on machines that have them. */
class InstalledFilesKernelTest {
    @TempDir
    Path folder;

    @Test
    void systemdAcceptsTheUnit() throws Exception {
        String unit = Files.readString(Golden.ROOT.resolve("packaging/systemd/berth-restore.service"));
        assertThat(unit).contains("ExecStart=/usr/bin/berth restore\n");
        // The program need not be installed where this runs, nor its manual page.
        Path copy =
                Files.writeString(folder.resolve("berth-restore.service"), unit.replace("/usr/bin/berth", "/bin/true"));
        accepts("systemd-analyze", "verify", "--man=no", copy.toString());
    }

    @Test
    void groffRendersTheManualPage() throws Exception {
        Path page = Golden.ROOT.resolve("docs/man/berth.1");
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

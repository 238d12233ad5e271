package dev.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurement of durable changes gets through beside few other reservations and with one round. */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES})
class DurableBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @TempDir
    private Path folder;

    @Test
    void contestantsAgreeAndNothingStays() throws IOException {
        Path out = folder.resolve("durable.md");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Program.of(ROOT.resolve("bench/run").toString(), "durable", "--out", out.toString())
                .and("--others", "3", "--rounds", "1", "--warm-up", "0")
                .with("TMPDIR", temporary.toString())
                .expect(0);
        assertThat(Files.readString(out))
                .contains("| 0 | Berth | 5 |", "| 0 | file sequence, C | 5 |")
                .contains("| 3 | Berth | 5 |", "| 3 | file sequence, C | 5 |")
                .contains("| 3 | Berth, a delete in vain: lock, store, guard and list | 5 |")
                .contains("| ≤ 1.5 × the file sequence | ", "| ≤ 2 × the file sequence | ")
                .doesNotContain("Failed");
        assertThat(temporary).isEmptyDirectory();
    }
}

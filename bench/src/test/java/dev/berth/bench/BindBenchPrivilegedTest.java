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

/** The measurement of an ordinary bind gets through with one round: every bind of every contestant succeeds. */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES})
class BindBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @TempDir
    private Path folder;

    @Test
    void contestantsAgreeAndNothingStays() throws IOException {
        Path out = folder.resolve("bind.md");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Program.of(ROOT.resolve("bench/run").toString(), "bind", "--out", out.toString())
                .and("--rounds", "1", "--warm-up", "0")
                .with("TMPDIR", temporary.toString())
                .expect(0);
        assertThat(Files.readString(out))
                .contains("| 640 | no hook | 640 |", "| 640 | empty programs | 640 |")
                .contains("| 640 | guard, 0 ports reserved | 640 |", "| 640 | guard, 1,000 ports reserved | 640 |")
                .contains("| 640 | guard, 60,000 ports in 2 blocks | 640 |")
                .contains("| 640 | guard, 60,000 ports in 600 blocks | 640 |")
                .contains("| adds ≤ 80 ns to empty programs | adds ")
                .doesNotContain("Failed");
        assertThat(temporary).isEmptyDirectory();
    }
}

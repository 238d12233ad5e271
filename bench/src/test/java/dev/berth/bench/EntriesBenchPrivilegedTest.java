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

/** The measurement of entries gets through with few sockets and one round, and all who take part count the same. */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES, KernelAbility.IPV6})
class EntriesBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @TempDir
    private Path folder;

    @Test
    void contestantsAgree() throws IOException {
        Path out = folder.resolve("entries.md");
        Program.of(
                        ROOT.resolve("bench/run").toString(),
                        "entries",
                        "--sockets",
                        "51",
                        "--rounds",
                        "1",
                        "--warm-up",
                        "0",
                        "--out",
                        out.toString())
                .expect(0);
        assertThat(Files.readString(out))
                .contains(
                        "| 51 | Berth | 51 |",
                        "| 51 | C program | 51 |",
                        "| 51 | OSHI | 51 |",
                        "| 51 | ss -Htanp | 51 |")
                .contains("| 51 | ./berth entries --owners --json | 51 |", "| 51 | Berth, -Xmx32m | 51 |")
                .contains("| 0 | Berth | 10 |", "| flat from 0 on: ≤ 1.5 × the least | ")
                .contains("| 51 | Berth | 10 |", "| 51 | ss -K | 10 |", "| 51 | Berth | 255 |", "| 51 | ss -K | 255 |")
                .doesNotContain("Failed");
    }
}

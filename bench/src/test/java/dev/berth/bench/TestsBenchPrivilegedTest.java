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

/** The measurement of ports in tests gets through with one round, and every test of every contestant has its port. */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES, KernelAbility.IPV6})
class TestsBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @TempDir
    private Path folder;

    @Test
    void contestantsAgreeAndNothingStays() throws IOException {
        Path out = folder.resolve("tests.md");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Program.of(ROOT.resolve("bench/run").toString(), "tests", "--out", out.toString())
                .and("--ports", "20", "--rounds", "1", "--warm-up", "0")
                .with("TMPDIR", temporary.toString())
                .expect(0);
        assertThat(Files.readString(out))
                .contains("| 0 | no port | 200 |", "| 0 | @ReservedPort, berthd | 200 |")
                .contains("| 0 | @ReservedPort, cooperative | 200 |", "| 0 | Spring's TestSocketUtils | 200 |")
                .contains("| 0 | build-helper:reserve-network-port | 200 |")
                .contains("| 0 | ProcessPorts, berthd | 200 |", "| 0 | ProcessPorts, cooperative | 200 |")
                .contains("| adds ≤ 1 ms with berthd | adds ", "| adds ≤ 2 ms without | adds ")
                .doesNotContain("Failed");
        assertThat(temporary).isEmptyDirectory();
    }
}

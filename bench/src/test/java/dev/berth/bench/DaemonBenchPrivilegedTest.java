package dev.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The measurement of berthd gets through with a small pool, few holders and one round, all who take part get what they ask
 * for, and nothing stays behind.
 */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES, KernelAbility.IPV6})
class DaemonBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));
    private static final long MOMENT_MILLIS = 20;

    @TempDir
    private Path folder;

    @Test
    void contestantsAgreeAndNothingStays() throws IOException, InterruptedException {
        Path out = folder.resolve("daemon.md");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process run = Program.of(ROOT.resolve("bench/run").toString(), "daemon", "--out", out.toString())
                .and("--ports", "20", "--holders", "20", "--rounds", "1", "--warm-up", "0")
                .with("TMPDIR", temporary.toString())
                .start();
        Path group = ControlGroup.hierarchy().resolve("berth-bench-" + run.pid());
        boolean seen = false;
        while (!run.waitFor(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
            seen |= Files.exists(group);
        }
        assertThat(run.exitValue())
                .as(() -> run.errorReader().lines().collect(Collectors.joining("\n")))
                .isZero();
        assertThat(Files.readString(out))
                .contains("| 0 | Berth | 200 |", "| 0 | portserver | 200 |", "| 0 | portserver, client in C | 200 |")
                .contains("| 0 | Berth | 16 |", "| 0 | Berth, client in C | 16 |", "| 0 | portserver | 16 |")
                .contains("| 18 | Berth | 10 |", "| 18 | Berth, client in C | 10 |", "| 18 | portserver | 10 |")
                .contains("| 20 | Berth | 10 |", "| 20 | portserver | 10 |")
                .containsPattern("\\| 20 \\| berthd \\| 1 \\| [0-9.]+ MB \\|")
                .contains("| 0 | berthd, which finds no guard in the kernel | 1 |", "| 0 | portserver | 1 |")
                .doesNotContain("Failed");
        assertThat(seen).isTrue();
        assertThat(group).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }
}

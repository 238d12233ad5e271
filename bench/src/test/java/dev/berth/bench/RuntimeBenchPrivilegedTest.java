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
 * The measurement of runtime reservations gets through with a small pool and one round, all who take part get what they ask
 * for, and nothing stays behind.
 */
@NeedsKernel({KernelAbility.ADMINISTRATOR, KernelAbility.NETWORK_NAMESPACES, KernelAbility.IPV6})
class RuntimeBenchPrivilegedTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));
    private static final long MOMENT_MILLIS = 20;

    @TempDir
    private Path folder;

    @Test
    void contestantsAgreeAndNothingStays() throws IOException, InterruptedException {
        Path out = folder.resolve("runtime.md");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Process run = Program.of(
                        ROOT.resolve("bench/run").toString(),
                        "runtime",
                        "--ports",
                        "20",
                        "--rounds",
                        "1",
                        "--warm-up",
                        "0",
                        "--out",
                        out.toString())
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
                .contains("| 0 | Berth | 20 |", "| 0 | Berth, tcp+udp | 20 |")
                .contains("| 0 | portserver | 20 |", "| 0 | portpicker | 20 |", "| 0 | bind(0) | 20 |")
                .contains("| 18 | Berth | 10 |", "| 18 | portserver | 10 |")
                .contains("| 19 | Berth | 10 |", "| 19 | portserver | 10 |")
                .contains("| 20 | Berth | 10 |", "| 20 | portserver | 10 |")
                .contains("| 0 | ./berth acquire tcp -- printenv BERTH_PORT | 1 |", "| 0 | python3 -m portpicker | 1 |")
                .contains("| 1 | Berth, kill -9 of the owner | 1 |", "| 1 | Berth, last close of the anchor | 1 |")
                .contains("| 1 | Berth, RELEASE | 1 |", "| 1 | Berth, kill -9 of a command of berth acquire | 1 |")
                .doesNotContain("Failed");
        assertThat(seen).isTrue();
        assertThat(group).doesNotExist();
        assertThat(temporary).isEmptyDirectory();
    }
}

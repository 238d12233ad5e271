package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The object that is committed is what its source compiles to. */
class PortGuardBuildTest {
    private static final Path SOURCE = Path.of("src/main/bpf");
    private static final Path COMMITTED = Path.of("src/main/resources/dev/berth/kernel/bpf/port_guard.bpf.o");

    @Test
    void theCommittedObjectIsWhatThePinnedCompilerMakesOfTheSource(@TempDir Path folder) throws Exception {
        if (!isInstalled("clang-14")) {
            assertThat(System.getenv("BERTH_REQUIRE_PRIVILEGED"))
                    .as(
                            "clang-14 must be there where every test must run: install the packages clang-14 and libbpf-dev")
                    .isNotEqualTo("true");
            abort("clang-14 is not installed");
        }
        Path object = folder.resolve("port_guard.bpf.o");
        assertThat(run(SOURCE.resolve("build").toString(), object.toString())).isEmpty();
        assertThat(Files.mismatch(object, COMMITTED))
                .as("the first byte that differs; compile again with %s %s", SOURCE.resolve("build"), COMMITTED)
                .isEqualTo(-1);
    }

    @Test
    void theCommittedObjectNamesNoFolderOfWhoBuiltIt() throws IOException {
        String text = new String(Files.readAllBytes(COMMITTED), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("berth_bind4")
                .doesNotContain(Path.of("").toAbsolutePath().toString(), "/home/", "/tmp/", "/root/");
    }

    private static boolean isInstalled(String program) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Runs a program to its end; what it printed, which is nothing when all is well. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}

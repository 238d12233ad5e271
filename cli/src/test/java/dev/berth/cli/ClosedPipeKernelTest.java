package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A reader that has gone away changes neither what a command did nor how it ends. */
class ClosedPipeKernelTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void aClosedPipeIsNoError() throws Exception {
        assertThat(bash("\"$@\" | true; echo \"${PIPESTATUS[0]}\"", "error", "87"))
                .isEqualTo("0\n");
    }

    @Test
    void aClosedPipeDoesNotHideARefusal() throws Exception {
        assertThat(bash("\"$@\" 2> /dev/null | true; echo \"${PIPESTATUS[0]}\"", "error", "4711", "--json"))
                .isEqualTo("2\n");
    }

    @Test
    void aFileThatTakesNoMoreIsAnError() throws Exception {
        assertThat(bash("\"$@\" > /dev/full; echo \"$?\"", "error", "87"))
                .isEqualTo(
                        "berth: standard output cannot be written, and not all was told; make room where it goes\n70\n");
    }

    private static String bash(String script, String... words) throws Exception {
        ProcessBuilder bash = new ProcessBuilder(
                "bash", "-c", script, "bash", JAVA, "-cp", System.getProperty("java.class.path"), Main.class.getName());
        for (String word : words) {
            bash.command().add(word);
        }
        Process process = bash.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

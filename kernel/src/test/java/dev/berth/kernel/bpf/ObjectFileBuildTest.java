package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each object that is committed is what its source compiles to. */
class ObjectFileBuildTest {
    private static final Path SOURCE = Path.of("src/main/bpf");
    private static final Path COMMITTED = Path.of("src/main/resources/dev/berth/kernel/bpf");

    @ParameterizedTest
    @ValueSource(strings = {"port_guard.bpf.o", "socket_owners.bpf.o"})
    void theCommittedObjectIsWhatThePinnedCompilerMakesOfTheSource(String file, @TempDir Path folder) throws Exception {
        if (!isInstalled("clang-14")) {
            assertThat(System.getenv("BERTH_REQUIRE_PRIVILEGED"))
                    .as(
                            "clang-14 must be there where every test must run: install the packages clang-14 and libbpf-dev")
                    .isNotEqualTo("true");
            abort("clang-14 is not installed");
        }
        Path object = folder.resolve(file);
        assertThat(run(SOURCE.resolve("build").toString(), object.toString())).isEmpty();
        assertThat(Files.mismatch(object, COMMITTED.resolve(file)))
                .as(
                        "the first byte that differs; compile again with %s %s/%s",
                        SOURCE.resolve("build"), COMMITTED, file)
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"port_guard.bpf.o, berth_bind4", "socket_owners.bpf.o, berth_socket_owners"})
    void theCommittedObjectNamesNoFolderOfWhoBuiltIt(String file, String program) throws IOException {
        String text = new String(Files.readAllBytes(COMMITTED.resolve(file)), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains(program)
                .doesNotContain(Path.of("").toAbsolutePath().toString(), "/home/", "/tmp/", "/root/");
    }

    @Test
    void eachObjectOfTheBuildIsHeldToItsSource() throws IOException {
        try (Stream<Path> objects = Files.list(COMMITTED)) {
            assertThat(objects)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactlyInAnyOrder("port_guard.bpf.o", "socket_owners.bpf.o");
        }
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

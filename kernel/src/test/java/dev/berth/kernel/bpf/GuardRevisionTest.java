package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** By its revision a guard in the kernel is known to have the programs of this build, or others. */
class GuardRevisionTest {
    private static final Path HEADER = Path.of("src/main/bpf/port_guard.h");
    private static final Path OBJECT = Path.of("src/main/resources/dev/berth/kernel/bpf/port_guard.bpf.o");

    @Test
    void theNumbersAreThoseOfTheHeader() throws IOException {
        assertThat(Meta.ABI).isEqualTo(defined("GUARD_ABI"));
        assertThat(Meta.REVISION).isEqualTo(defined("GUARD_REVISION")).isGreaterThan(GuardUpgrade.UNFINISHED);
    }

    @Test
    void otherProgramsAreAnotherRevision() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(OBJECT));
        assertThat(golden().getLast())
                .as("the object has changed: raise GUARD_REVISION, and add a line to guard-revisions.golden; only"
                        + " where the last one was never released, change that")
                .isEqualTo(Meta.ABI + " " + Meta.REVISION + " " + HexFormat.of().formatHex(digest));
    }

    private static List<String> golden() throws IOException {
        try (var file = GuardRevisionTest.class.getResourceAsStream("/guard-revisions.golden")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
    }

    private static int defined(String name) throws IOException {
        Matcher matcher = Pattern.compile("#define " + name + " (\\d+)").matcher(Files.readString(HEADER));
        assertThat(matcher.find()).as(name).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}

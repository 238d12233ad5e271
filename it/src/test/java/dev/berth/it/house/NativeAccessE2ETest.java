package dev.berth.it.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which modules of the product use restricted methods, as {@code jnativescan} sees its jars. */
class NativeAccessE2ETest {
    @Test
    void onlyTheKernelModuleNeedsNativeAccess() throws IOException {
        String jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(scan(
                        "--module-path",
                        jars,
                        "--add-modules",
                        "dev.berth.cli,dev.berth.iphlpapi",
                        "--print-native-access"))
                .isEqualTo(golden());
    }

    private static String scan(String... words) {
        var out = new StringWriter();
        int status = ToolProvider.findFirst("jnativescan")
                .orElseThrow()
                .run(new PrintWriter(out, true), new PrintWriter(out, true), words);
        assertThat(status).as("jnativescan: %s", out).isZero();
        return out.toString();
    }

    private static String golden() throws IOException {
        try (var golden = NativeAccessE2ETest.class.getResourceAsStream("/native-access.golden")) {
            return new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

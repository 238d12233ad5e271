package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CapgetKernelTest {
    @Test
    void itSaysWhatTheStatusFileSays() throws Exception {
        assertThat(Files.readAllLines(Path.of("/proc/thread-self/status")))
                .contains("CapEff:\t" + HexFormat.of().toHexDigits(Capget.effective()));
    }

    @Test
    void whatIsMissingIsWhatTheCallerLacks() throws Exception {
        assertThat(Callers.missingCapabilities()).isEqualTo(Callers.current().missing());
    }
}

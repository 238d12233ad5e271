package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapgetKernelTest {
    @Test
    void itSaysWhatTheStatusFileSays() throws Exception {
        assertThat(Long.toHexString(Capget.effective()))
                .isEqualTo(Long.toHexString(
                        ProcessStatus.read("/proc/thread-self/status").effectiveCapabilities()));
    }

    @Test
    void whatIsMissingIsWhatTheCallerLacks() throws Exception {
        assertThat(Callers.missingCapabilities()).isEqualTo(Callers.current().missing());
    }
}

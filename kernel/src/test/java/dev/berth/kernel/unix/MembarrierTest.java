package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MembarrierTest {
    @Test
    void whoIsInterruptedRestsAsLongAndStaysInterrupted() {
        long start = System.nanoTime();
        Thread.currentThread().interrupt();
        Membarrier.rest();
        boolean interrupted = Thread.interrupted();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Membarrier.LONG_ENOUGH);
        assertThat(interrupted).isTrue();
    }
}

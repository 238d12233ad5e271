package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A close that lingers for an hour ends by a nudge. */
class NudgeKernelTest {
    private static final long PATIENCE_SECONDS = 20;

    @Test
    void aCloseThatLingersEnds() throws Exception {
        try (LingeringSocket lingering = new LingeringSocket()) {
            CompletableFuture<Nudge> closer = new CompletableFuture<>();
            Thread thread = Thread.ofPlatform().daemon().start(() -> {
                closer.complete(Nudge.ofThisThread());
                lingering.fd().close();
            });
            Nudge nudge = closer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(thread.join(Duration.ofMillis(300))).isFalse();
            nudge.give();
            assertThat(thread.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
            nudge.give(); // to nobody
        }
    }
}

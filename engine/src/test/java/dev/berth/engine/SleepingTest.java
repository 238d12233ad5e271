package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SleepingTest {
    private static final Duration MOMENT = Duration.ofMillis(5);

    @Test
    void howeverShortWhatIsDoneMeanwhileTheWholeMomentGoesBy() throws IOException {
        List<String> done = new ArrayList<>();
        long start = System.nanoTime();

        Pause.sleeping().around(MOMENT, () -> done.add("this"));

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(done).containsExactly("this");
    }

    @Test
    void anInterruptDoesNotShortenItAndStays() throws IOException {
        long start = System.nanoTime();
        Thread.currentThread().interrupt();

        Pause.sleeping().around(MOMENT, () -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
    }
}

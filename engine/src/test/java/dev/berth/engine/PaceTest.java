package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void withoutALimitNothingWaits() {
        steps(OptionalInt.empty(), 100);
        assertThat(pauses).isEmpty();
    }

    @Test
    void theFirstNeverWaits() {
        steps(OptionalInt.of(1), 1);
        assertThat(pauses).isEmpty();
        steps(OptionalInt.of(1), 3);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 999, 1_000, 1_001, 30_000, 1_000_000, Integer.MAX_VALUE})
    void aSecondsWorthTakesASecondInPausesThatLastWhatTheyShould(int perSecond) {
        int steps = Math.min(perSecond, 2_000_000);
        steps(OptionalInt.of(perSecond), steps + 1);
        Duration together = pauses.stream().reduce(Duration.ZERO, Duration::plus);
        Duration wanted = Duration.ofNanos((long) steps * 1_000_000_000 / perSecond);
        assertThat(together).isBetween(wanted.minusMillis(1), wanted);
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMillis(1)) >= 0);
    }

    @Test
    void whoIsInterruptedIsToldSo() {
        Pace pace = Pace.of(_ -> Thread.currentThread().interrupt(), OptionalInt.of(10));
        assertThat(pace.next()).isTrue();
        assertThat(pace.next()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    private void steps(OptionalInt perSecond, int count) {
        pauses.clear();
        Pace pace = Pace.of(pauses::add, perSecond);
        for (int i = 0; i < count; i++) {
            assertThat(pace.next()).isTrue();
        }
    }
}

package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void theMedianIsTheOneInTheMiddle() {
        assertThat(new Times("a", List.of(9L, 1L, 500L)).median()).isEqualTo(9);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTwo() {
        assertThat(new Times("a", List.of(40L, 10L, 20L, 30L)).median()).isEqualTo(25);
    }

    @Test
    void oneLapIsItsOwnMedianAndQuartiles() {
        Times one = new Times("a", List.of(7L));
        assertThat(List.of(one.lowerQuartile(), one.median(), one.upperQuartile()))
                .containsExactly(7.0, 7.0, 7.0);
    }

    @Test
    void theMiddleHalfLeavesTheOutliersOut() {
        Times five = new Times("a", List.of(30L, 1_000_000L, 10L, 20L, 1L));
        assertThat(five.lowerQuartile()).isEqualTo(10);
        assertThat(five.upperQuartile()).isEqualTo(30);
        assertThat(five.worst()).isEqualTo(1_000_000);
    }

    @Test
    void noLapIsNoTime() {
        assertThatThrownBy(() -> new Times("a", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a has no time");
    }
}

package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much one user may make berthd keep. */
class KeptTest {
    private static final int MOST = (int) Allowance.MOST_BYTES;

    private final Allowance allowance = new Allowance();
    private final Kept one = new Kept(allowance);
    private final Kept two = new Kept(allowance);

    @Test
    void whatIsWithinIsKeptAndCountedForAllConnectionsTogether() {
        assertThat(one.change(MOST - 1, false)).isTrue();
        assertThat(two.change(1, false)).isTrue();
        assertThat(two.change(2, false)).isFalse();
        one.end();
        assertThat(two.change(MOST, false)).isTrue();
    }

    @Test
    void oneAnswerMayBeLongerAndIsInNobodysWay() {
        assertThat(one.change(4 * MOST, true)).isTrue();
        assertThat(one.change(3 * MOST, true)).isTrue();
        assertThat(two.change(MOST, false)).isTrue();
        assertThat(two.change(2 * MOST, true)).isFalse();
        two.end();
        assertThat(one.change(0, false)).isTrue();
        assertThat(two.change(2 * MOST, true)).isTrue();
    }

    @Test
    void moreBehindALongAnswerIsTooMuch() {
        assertThat(one.change(2 * MOST, true)).isTrue();
        assertThat(one.change(2 * MOST + 1, false)).isFalse();
    }
}

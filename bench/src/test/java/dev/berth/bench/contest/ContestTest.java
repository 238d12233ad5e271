package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Rounds TWO = new Rounds(2, 0);

    private final List<String> diary = new ArrayList<>();

    @Test
    void contestantsTakeTurnsAndNoneAlwaysComesAfterTheSame() throws IOException {
        contest(scripted("a", lap(1)), scripted("b", lap(1)), scripted("c", lap(1)))
                .run(TWO, ContestTest::stopped);
        assertThat(diary).containsExactly("a", "b", "c", "c", "b", "a", "a", "b", "c");
    }

    @Test
    void theOrderGoesOnFromTheWarmUp() throws IOException {
        AtomicLong clock = new AtomicLong();
        contest(scripted("a", lap(1)), scripted("b", lap(1)))
                .run(new Rounds(1, 20), () -> clock.getAndAdd(10)); // two rounds of warm-up
        assertThat(diary).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void theFirstRoundIsNotMeasured() throws IOException {
        Standing standing = contest(
                        scripted("a", lap(1_000), lap(10), lap(20)), scripted("b", lap(900), lap(30), lap(40)))
                .run(TWO, ContestTest::stopped);
        assertThat(standing.times())
                .containsExactly(new Times("a", List.of(10L, 20L)), new Times("b", List.of(30L, 40L)));
    }

    @Test
    void theWarmUpGoesOnForItsTime() throws IOException {
        AtomicLong clock = new AtomicLong();
        contest(scripted("a", lap(1))).run(new Rounds(1, 30), () -> clock.getAndAdd(10));
        assertThat(diary)
                .as("asked at 0, 10, 20 and 30, then one measured round")
                .hasSize(3 + 1);
    }

    @Test
    void aRatioIsToTheBase() throws IOException {
        Standing standing =
                contest(scripted("a", lap(10)), scripted("b", lap(25))).run(TWO, ContestTest::stopped);
        assertThat(standing.ratio(standing.of("b").orElseThrow())).isEqualTo(2.5);
        assertThat(standing.ratio(standing.of("a").orElseThrow())).isEqualTo(1);
    }

    @Test
    void whoCountsOtherwiseEndsTheContest() {
        Contest contest = contest(scripted("a", lap(10)), scripted("b", lap(10), new Lap(49, 10)));
        assertThatThrownBy(() -> contest.run(TWO, ContestTest::stopped))
                .isInstanceOf(DisagreementException.class)
                .hasMessage("list at 50: 50 expected, counted were {a=50, b=49}");
    }

    @Test
    void agreeingOnSomethingWrongEndsItToo() {
        Contest contest = contest(scripted("a", new Lap(49, 10)), scripted("b", new Lap(49, 10)));
        assertThatThrownBy(() -> contest.run(TWO, ContestTest::stopped)).isInstanceOf(DisagreementException.class);
    }

    @Test
    void theBaseTakesPartAndNamesAreDifferent() {
        assertThatThrownBy(() -> contest(scripted("b", lap(1)))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contest(scripted("a", lap(1)), scripted("a", lap(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void someRoundIsMeasured() {
        assertThatThrownBy(() -> new Rounds(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private Scripted scripted(String name, Lap... laps) {
        return new Scripted(name, diary, laps);
    }

    private static Contest contest(Contestant... contestants) {
        return new Contest("list", 50, "a", 50, List.of(contestants));
    }

    /** A clock that stands still. */
    private static long stopped() {
        return 0;
    }

    private static Lap lap(long nanos) {
        return new Lap(50, nanos);
    }
}

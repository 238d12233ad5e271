package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.bench.contest.Reach.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Mark MINE = new Mark("list", 50, "mine");
    private static final Mark THEIRS = new Mark("list", 50, "theirs");
    private static final Mark LATER = new Mark("list", 500, "mine");
    private static final List<Standing> STANDINGS = List.of(
            new Standing("list", 50, "mine", 50, List.of(times("mine", 100), times("theirs", 120))),
            new Standing("list", 500, "mine", 500, List.of(times("mine", 130))));

    @Test
    void atMostSoManyTimes() {
        assertThat(judge(new Reach.AtMost(LATER, 1.3, MINE, "≤ 1.3 ×"))).isEqualTo("1.30 × true");
        assertThat(judge(new Reach.AtMost(LATER, 1.2, MINE, "≤ 1.2 ×"))).isEqualTo("1.30 × false");
    }

    @Test
    void atLeastSoManyTimesAsFast() {
        assertThat(judge(new Reach.Faster(MINE, 1.2, THEIRS, "≥ 1.2 ×"))).isEqualTo("1.20 × faster true");
        assertThat(judge(new Reach.Faster(MINE, 1.3, THEIRS, "≥ 1.3 ×"))).isEqualTo("1.20 × faster false");
    }

    @Test
    void withinATime() {
        assertThat(judge(new Reach.Within(MINE, 100, "≤ 100 ns"))).isEqualTo("100 ns true");
        assertThat(judge(new Reach.Within(MINE, 99, "≤ 99 ns"))).isEqualTo("100 ns false");
    }

    @Test
    void soMuchLonger() {
        assertThat(judge(new Reach.Adds(THEIRS, MINE, 20, "adds ≤ 20 ns"))).isEqualTo("adds 20.0 ns true");
        assertThat(judge(new Reach.Adds(THEIRS, MINE, 19, "adds ≤ 19 ns"))).isEqualTo("adds 20.0 ns false");
    }

    @Test
    void soMuchLongerThanWhoeverTookLeast() {
        assertThat(judge(new Reach.AddsToLeast(THEIRS, 20, "adds ≤ 20 ns"))).isEqualTo("adds 20.0 ns true");
        assertThat(judge(new Reach.AddsToLeast(THEIRS, 19, "adds ≤ 19 ns"))).isEqualTo("adds 20.0 ns false");
        assertThat(judge(new Reach.AddsToLeast(MINE, 0, "adds nothing"))).isEqualTo("adds 0.00 ns true");
    }

    @Test
    void flatWhicheverScaleTakesLeast() {
        Mark greatest = new Mark("close", 3, "mine");
        List<Standing> coldAtFirst = List.of(close(1, 150), close(2, 100), close(3, 120));
        Verdict met = new Reach.Flat(greatest, List.of(1, 2, 3), 1.5, "")
                .judge(coldAtFirst)
                .orElseThrow();
        Verdict missed = new Reach.Flat(greatest, List.of(1, 2, 3), 1.4, "")
                .judge(coldAtFirst)
                .orElseThrow();
        assertThat(met.measured() + " " + met.met()).isEqualTo("1.50 × true");
        assertThat(missed.met()).isFalse();
        assertThat(new Reach.Flat(greatest, List.of(1, 2, 3, 4), 1.5, "").judge(coldAtFirst))
                .as("one of them was not measured")
                .isEmpty();
    }

    @Test
    void alwaysWithinATime() {
        Mark often = new Mark("list", 5_000, "mine");
        Standing uneven =
                new Standing("list", 5_000, "mine", 5_000, List.of(new Times("mine", List.of(900L, 100L, 101L))));
        Verdict kept = new Reach.Always(often, 900, "").judge(List.of(uneven)).orElseThrow();
        Verdict once = new Reach.Always(often, 899, "").judge(List.of(uneven)).orElseThrow();
        assertThat(kept.measured()).isEqualTo("900 ns at worst");
        assertThat(kept.met()).isTrue();
        assertThat(once.met()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNotJudged() {
        Mark missing = new Mark("list", 50, "nobody");
        assertThat(new Reach.Within(missing, 1, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.AtMost(MINE, 1, missing, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.Faster(missing, 1, MINE, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.Adds(MINE, missing, 1, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.AddsToLeast(missing, 1, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.Always(missing, 1, "").judge(STANDINGS)).isEmpty();
        assertThat(new Reach.Held(new Mark("list", 7, "mine"), "").judge(STANDINGS))
                .isEmpty();
    }

    @Test
    void gettingThroughIsEnoughToHold() {
        assertThat(judge(new Reach.Held(MINE, "in 32 MB"))).isEqualTo("all counted true");
    }

    private static String judge(Reach reach) {
        Verdict verdict = reach.judge(STANDINGS).orElseThrow();
        return verdict.measured() + " " + verdict.met();
    }

    private static Standing close(int scale, long nanos) {
        return new Standing("close", scale, "mine", 10, List.of(times("mine", nanos)));
    }

    private static Times times(String name, long nanos) {
        return new Times(name, List.of(nanos));
    }
}

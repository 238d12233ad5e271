package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final Rounds ONE = new Rounds(1, 0);

    private final List<String> said = new ArrayList<>();
    private final Series series = new Series(() -> 0, said::add);

    @Test
    void whatFailsDoesNotKeepTheOthersFromRunning() {
        series.say("getting ready");
        series.run(contest("first", new Lap(50, 7)), ONE);
        series.run(contest("second", new Lap(49, 7)), ONE);
        series.run(contest("third", new Lap(50, 9)), ONE);
        assertThat(series.standings()).extracting(Standing::title).containsExactly("first", "third");
        assertThat(series.failures())
                .containsExactly(new Failure("second", 3, "second at 3: 50 expected, counted were {a=49}"));
        assertThat(said).containsExactly("getting ready", "first, at 3", "second, at 3", "third, at 3");
    }

    private static Contest contest(String title, Lap lap) {
        return new Contest(title, 3, "a", 50, List.of(Contestant.of("a", () -> lap)));
    }
}

package dev.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.bench.contest.Rounds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Path USUAL = Path.of("usual.md");

    @Test
    void nothingIsTheWholeTable() {
        assertThat(Arguments.of(List.of(), USUAL))
                .isEqualTo(new Arguments(List.of(2_000, 20_000, 80_000), new Rounds(15, 5_000_000_000L), USUAL))
                .isEqualTo(Arguments.of(List.of("entries"), USUAL));
    }

    @Test
    void eachPartCanBeSaid() {
        List<String> words =
                List.of("entries", "--sockets", "900,50", "--rounds", "3", "--warm-up", "0", "--out", "other.md");
        assertThat(Arguments.of(words, USUAL))
                .isEqualTo(new Arguments(List.of(50, 900), new Rounds(3, 0), Path.of("other.md")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "--rounds", "--rounds x", "--rounds 0", "--sockets 1,,2", "--what 3", "entries 7"})
    void whatItDoesNotKnowItRefuses(String words) {
        assertThatThrownBy(() -> Arguments.of(List.of(words.split(" ", -1)), USUAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

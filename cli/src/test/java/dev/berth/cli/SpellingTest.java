package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mistyped word may have meant. */
class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "create, create, 0",
        "crate, create, 1",
        "craete, create, 1",
        "list, lost, 1",
        "'', list, 4",
        "delete, create, 4",
    })
    void distance(String from, String to, int distance) {
        assertThat(Spelling.distance(from, to)).isEqualTo(distance);
        assertThat(Spelling.distance(to, from)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"lits, ; did you mean list?", "delte, ; did you mean delete?", "abcdefgh, ''"})
    void onlyWhatIsNearIsSuggested(String word, String hint) {
        assertThat(Spelling.hint(word, List.of("create", "delete", "list"))).isEqualTo(hint);
    }
}

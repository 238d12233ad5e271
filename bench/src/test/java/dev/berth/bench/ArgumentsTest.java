package dev.berth.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.bench.Arguments.What;
import dev.berth.bench.contest.Rounds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Path FOLDER = Path.of("results");

    @Test
    void aWordIsAllOfIt() {
        Rounds usual = new Rounds(15, 5_000_000_000L);
        List<Integer> sockets = List.of(2_000, 20_000, 80_000);
        assertThat(Arguments.of(List.of("entries"), FOLDER))
                .isEqualTo(new Arguments(
                        What.ENTRIES, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/entries.md")));
        assertThat(Arguments.of(List.of("runtime"), FOLDER))
                .isEqualTo(new Arguments(
                        What.RUNTIME, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/runtime.md")));
        assertThat(Arguments.of(List.of("daemon"), FOLDER))
                .isEqualTo(
                        new Arguments(What.DAEMON, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/daemon.md")));
        assertThat(Arguments.of(List.of("tests"), FOLDER))
                .isEqualTo(
                        new Arguments(What.TESTS, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/tests.md")));
        assertThat(Arguments.of(List.of("bind"), FOLDER))
                .isEqualTo(new Arguments(What.BIND, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/bind.md")));
        assertThat(Arguments.of(List.of("durable"), FOLDER))
                .isEqualTo(new Arguments(
                        What.DURABLE, sockets, 10_000, 5_000, 5_000, usual, Path.of("results/durable.md")));
    }

    @Test
    void eachPartCanBeSaid() {
        String words =
                "entries --sockets 900,50 --ports 100 --holders 7 --others 8 --rounds 3 --warm-up 0 --out other.md";
        assertThat(Arguments.of(List.of(words.split(" ", -1)), FOLDER))
                .isEqualTo(new Arguments(
                        What.ENTRIES, List.of(50, 900), 100, 7, 8, new Rounds(3, 0), Path.of("other.md")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other",
                "ENTRIES",
                "--rounds 3",
                "entries --rounds",
                "entries --rounds x",
                "entries --rounds 0",
                "entries --sockets 1,,2",
                "entries --what 3",
                "entries 7",
                "runtime --ports 19",
                "runtime --ports 10001",
                "daemon --holders 0",
                "daemon --holders 10001",
                "durable --others 0",
                "durable --others 10001"
            })
    void whatItDoesNotKnowItRefuses(String words) {
        assertThatThrownBy(() -> Arguments.of(List.of(words.split(" ", -1)), FOLDER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingCannotBeMeasured() {
        assertThatThrownBy(() -> Arguments.of(List.of(), FOLDER))
                .hasMessage("nothing cannot be measured; entries, runtime, daemon, tests, bind and durable can");
    }
}

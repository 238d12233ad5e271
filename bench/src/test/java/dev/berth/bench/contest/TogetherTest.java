package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TogetherTest {
    private static final String DOCUMENT = """
            # Performance

            How.

            <!-- bench/run: reached -->
            old
            <!-- bench/run: end -->

            Why.

            <!-- bench/run: tables -->
            <!-- bench/run: end -->

            More.
            """;

    private static final String REACHED = """
            ## The machine

            - date: 10:00
            - kernel: Linux 6.18

            ## What was to be reached

            1 of 2 are met.

            | subject | operation | at | reach | measured | verdict |
            | --- | --- | ---: | --- | ---: | --- |
            | Entries | list | 2,000 sockets | ≤ 9 µs | 9.87 µs | **missed** |
            | Ports | bind | 1 ports | ≤ 9 µs | 2.00 µs | met |
            """;

    private static final String TABLES = """
            ## Entries

            - load: 1

            A note.

            ### list

            | sockets | who | counted | median | middle half | × Berth |
            | ---: | --- | ---: | ---: | ---: | ---: |
            | 2,000 | Berth | 5 | 9.87 µs | 9.87 µs – 9.87 µs | 1.00 |

            ## Ports

            - load: 2

            A note.

            ### bind

            | ports | who | counted | median | middle half | × Berth |
            | ---: | --- | ---: | ---: | ---: | ---: |
            | 1 | Berth | 5 | 2.00 µs | 2.00 µs – 2.00 µs | 1.00 |
            """;

    private final Together together = new Together(List.of(
            report("Entries", "10:00", "1", "sockets", "list", 2_000, 9_870),
            report("Ports", "10:05", "2", "ports", "bind", 1, 2_000)));

    @Test
    void theMachineAndTheReachesAreToldOnceAndTheTablesBySubject() {
        assertThat(together.in("")).isEqualTo("# Berth, measured\n\n" + REACHED + "\n" + TABLES);
    }

    @Test
    void aDocumentThatMarksItsPlacesIsFilledInAgainAndAgain() {
        String filled = """
                # Performance

                How.

                <!-- bench/run: reached -->

                %s
                <!-- bench/run: end -->

                Why.

                <!-- bench/run: tables -->

                %s
                <!-- bench/run: end -->

                More.
                """.formatted(REACHED, TABLES);
        assertThat(together.in(DOCUMENT)).isEqualTo(filled);
        assertThat(together.in(filled)).isEqualTo(filled);
    }

    private static String report(
            String title, String date, String load, String scale, String contest, int at, long nanos) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("date", date);
        machine.put("kernel", "Linux 6.18");
        machine.put("load", load);
        Standing standing = new Standing(contest, at, "Berth", 5, List.of(new Times("Berth", List.of(nanos))));
        Reach reach = new Reach.Within(new Mark(contest, at, "Berth"), 9_000, "≤ 9 µs");
        return new Report(title, machine, scale, List.of(standing), List.of(), List.of(reach), List.of("A note."))
                .markdown();
    }
}

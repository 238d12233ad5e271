package dev.berth.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    @Test
    void theTablesAreMarkdown() throws IOException {
        assertThat(report().markdown()).isEqualTo(golden());
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7.00 ns",
        "999, 999 ns",
        "9_870, 9.87 µs",
        "43_210_000, 43.2 ms",
        "123_456_000, 123 ms",
        "1_175_000_000, 1.18 s",
        "99_950_000_000, 100 s"
    })
    void aTimeHasThreeDigits(String nanos, String text) {
        assertThat(Report.time(Double.parseDouble(nanos.replace("_", "")))).isEqualTo(text);
    }

    private static Report report() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("machine", "2 cores");
        machine.put("kernel", "Linux 6.18");
        List<Standing> standings = List.of(
                new Standing("list", 2_000, "Berth", 2_000, List.of(times("Berth", 1_000_000), times("ss", 9_000_000))),
                new Standing("close", 2_000, "Berth", 10, List.of(times("Berth", 9_870))),
                new Standing(
                        "list",
                        80_000,
                        "Berth",
                        80_000,
                        List.of(times("Berth", 40_000_000), times("ss", 1_180_000_000))));
        Mark many = new Mark("list", 80_000, "Berth");
        List<Reach> reaches = List.of(
                new Reach.Faster(many, 8, new Mark("list", 80_000, "ss"), "≥ 8 × faster than ss"),
                new Reach.Within(new Mark("close", 2_000, "Berth"), 9_000, "≤ 9 µs"),
                new Reach.Within(new Mark("close", 80_000, "Berth"), 9_000, "≤ 9 µs"),
                new Reach.Held(new Mark("stream", 80_000, "Berth"), "in 32 MB of heap"));
        List<Failure> failures = List.of(new Failure("stream", 80_000, "java ended"));
        return new Report("Entries", machine, "sockets", standings, failures, reaches, List.of("A note."));
    }

    private static Times times(String name, long nanos) {
        return new Times(name, List.of(nanos - nanos / 10, nanos, nanos + nanos / 10));
    }

    private static String golden() throws IOException {
        try (var golden = ReportTest.class.getResourceAsStream("/report.golden")) {
            return new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

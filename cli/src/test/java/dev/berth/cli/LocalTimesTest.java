package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Times as they are printed. */
class LocalTimesTest {
    private final LocalTimes times = new LocalTimes(() -> ZoneId.of("America/New_York"));

    @Test
    void peopleReadTheirOwnTime() {
        assertThat(times.text(Instant.parse("2026-07-01T03:04:05Z"))).isEqualTo("2026-06-30 23:04");
        assertThat(times.text(Instant.parse("2026-12-01T17:00:00Z"))).isEqualTo("2026-12-01 12:00");
    }

    @Test
    void programsReadUtcToTheSecond() {
        assertThat(LocalTimes.iso(Instant.parse("2026-07-01T03:04:05Z"))).isEqualTo("2026-07-01T03:04:05Z");
        assertThat(LocalTimes.iso(Instant.parse("2026-07-01T03:04:00Z"))).isEqualTo("2026-07-01T03:04:00Z");
        assertThat(LocalTimes.iso(Instant.parse("2026-07-01T00:00:00.999Z"))).isEqualTo("2026-07-01T00:00:00Z");
    }
}

package dev.berth.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Times as they are printed. The formatters of the JDK cost several milliseconds at their first use, which is most of
 * what a command may take; {@link LocalDateTime} prints itself without them.
 */
final class LocalTimes {
    private static final int MINUTES = "2026-01-01T00:00".length();
    private static final int MINUTES_OF_DAY = "00:00".length();

    private final Supplier<ZoneId> zone;

    /** Times of a zone that is asked for only when a time is printed: to find it, the JDK reads a file. */
    LocalTimes(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    /** For people, where they are: {@code 2026-11-21 04:52}. */
    String text(Instant time) {
        return LocalDateTime.ofInstant(time, zone.get())
                .toString()
                .substring(0, MINUTES)
                .replace('T', ' ');
    }

    /** For people who watch: {@code 04:52:26}. */
    String timeOfDay(Instant time) {
        String text = LocalDateTime.ofInstant(time, zone.get())
                .toLocalTime()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        return text.length() == MINUTES_OF_DAY ? text + ":00" : text;
    }

    /** For programs, in UTC, to the second: {@code 2026-11-21T04:52:26Z}. */
    static String iso(Instant time) {
        String text = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC)
                .toString();
        return text + (text.length() == MINUTES ? ":00Z" : "Z");
    }
}

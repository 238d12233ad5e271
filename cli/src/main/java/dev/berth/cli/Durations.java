package dev.berth.cli;

/** Spans of time as tables have them: two or three digits that matter and a unit. */
final class Durations {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /** {@code 35us}, {@code 1.2ms}, {@code 80ms}. */
    static String ofMicros(long micros) {
        if (micros < 1000) {
            return micros + "us";
        }
        return micros < 10_000 ? tenths(micros / 100) + "ms" : ofMillis(micros / 1000);
    }

    /** {@code 80ms}, {@code 1.2s}, {@code 45s}, {@code 12m}, {@code 5h}, {@code 3d}. */
    static String ofMillis(long millis) {
        if (millis < SECOND) {
            return millis + "ms";
        }
        if (millis < 10 * SECOND) {
            return tenths(millis / 100) + "s";
        }
        if (millis < 2 * MINUTE) {
            return millis / SECOND + "s";
        }
        if (millis < 2 * HOUR) {
            return millis / MINUTE + "m";
        }
        return millis < 2 * DAY ? millis / HOUR + "h" : millis / DAY + "d";
    }

    private static String tenths(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }
}

package dev.berth.bench.contest;

import java.util.Locale;

/** What is measured. */
public enum Unit {
    /** How long it took, in nanoseconds. */
    TIME {
        @Override
        String text(double nanos) {
            return Report.time(nanos);
        }
    },
    /** How much memory it took, in bytes. */
    MEMORY {
        @Override
        String text(double bytes) {
            return String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
        }
    };

    private static final double MEGA = 1e6;

    /** For people: {@code 9.87 µs}, {@code 61.5 MB}. */
    abstract String text(double amount);
}

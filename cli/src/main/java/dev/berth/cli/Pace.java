package dev.berth.cli;

import java.time.Duration;
import java.time.Instant;

/** The clock of what looks again and again. */
interface Pace {
    /** The time of day. */
    Instant now();

    /** Waits; tells whether to go on. */
    boolean await(Duration span);

    /** The machine's own: it goes on until the process is ended. */
    Pace SYSTEM = new Pace() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public boolean await(Duration span) {
            try {
                Thread.sleep(span);
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    };
}

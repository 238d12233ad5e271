package dev.berth.engine;

import dev.berth.api.Outcome;
import java.io.IOException;

/** A call that hands out entries, and may fail when it has handed out some. */
final class Halfway {
    private Halfway() {}

    /**
     * The refusal of a call that failed.
     *
     * @param wanted what was asked for: {@code list tcp entries}
     * @param done what had become of how many: {@code listed}
     * @param count how many
     */
    static <T> Outcome<T> refusal(String wanted, IOException failed, String done, long count) {
        Outcome<T> refusal = Failure.refusal(wanted, failed);
        return count > 0 && refusal instanceof Outcome.Refused<T> refused
                ? Outcome.refused(refused.code(), refused.message() + ". Before that, " + many(count, done))
                : refusal;
    }

    /** {@code 1 entry was listed}, {@code 7 entries were listed}. */
    static String many(long count, String done) {
        return count + (count == 1 ? " entry was " : " entries were ") + done;
    }
}

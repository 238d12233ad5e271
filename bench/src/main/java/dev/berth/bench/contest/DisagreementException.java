package dev.berth.bench.contest;

import java.io.IOException;
import java.util.Map;

/** Contestants counted differently, or otherwise than they should have. */
public final class DisagreementException extends IOException {
    private static final long serialVersionUID = 1;

    DisagreementException(Contest contest, Map<String, Long> counts) {
        super(contest.title() + " at " + contest.scale() + ": " + contest.expected() + " expected, counted were "
                + counts);
    }
}

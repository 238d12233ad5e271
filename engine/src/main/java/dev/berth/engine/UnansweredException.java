package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;

/** What a filter means on this machine cannot be told. */
final class UnansweredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** A complaint that names the word and the way out, as a clause. */
    UnansweredException(Code code, String clause) {
        super(clause);
        this.code = code;
    }

    /** The refusal of a request with this filter. */
    <T> Outcome<T> refusal(String wanted) {
        return Outcome.refused(code, wanted + ": " + getMessage());
    }
}

package dev.berth.engine;

import java.io.IOException;

/** A change failed after it had done what cannot be taken back. */
final class AfterDeedsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final IOException failure;
    private final String deeds;

    /**
     * A failure after deeds.
     *
     * @param deeds what was done, to be added to the refusal
     */
    AfterDeedsException(IOException failure, String deeds) {
        super(failure.getMessage() + deeds, failure);
        this.failure = failure;
        this.deeds = deeds;
    }

    /** Why it failed. */
    IOException failure() {
        return failure;
    }

    /** What was done, to be added to the refusal. */
    String deeds() {
        return deeds;
    }
}

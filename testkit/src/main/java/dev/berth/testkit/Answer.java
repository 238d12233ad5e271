package dev.berth.testkit;

/**
 * What came of a system call in another program.
 *
 * @param outcome {@value #OK}, or the name of the error: {@code EACCES}
 * @param number the result, such as the port that was bound; 0 after an error
 */
public record Answer(String outcome, int number) {
    /** The outcome of what went well. */
    public static final String OK = "ok";

    /** Tells whether it went well. */
    public boolean isOk() {
        return outcome.equals(OK);
    }

    /**
     * The result.
     *
     * @throws IllegalStateException after an error
     */
    public int orElseThrow() {
        if (!isOk()) {
            throw new IllegalStateException(outcome);
        }
        return number;
    }

    /** The outcome. */
    @Override
    public String toString() {
        return outcome;
    }
}

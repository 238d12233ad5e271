package dev.berth.api;

import java.util.List;

/**
 * The answer to a request: granted with a value, or refused with a code and a sentence.
 *
 * @param <T> what is answered when granted
 */
public sealed interface Outcome<T> {
    /** {@return the code: {@link Code#NO_ERROR} exactly when granted} */
    Code code();

    /**
     * The request was carried out.
     *
     * @param value the answer
     * @param warnings sentences about what the asker may want to know all the same, such as a squatter in the block
     * @param <T> what is answered
     */
    record Granted<T>(T value, List<String> warnings) implements Outcome<T> {
        /** An answer whose list of warnings is its own. */
        public Granted {
            warnings = List.copyOf(warnings);
        }

        @Override
        public Code code() {
            return Code.NO_ERROR;
        }

        @Override
        public T orElseThrow() {
            return value;
        }
    }

    /**
     * The request was not carried out, and nothing was changed.
     *
     * @param code why, in Windows' numbering
     * @param message why, as one sentence that names the port, who holds it and the way out
     * @param <T> what would have been answered
     */
    record Refused<T>(Code code, String message) implements Outcome<T> {
        /**
         * The same refusal of a request for something else.
         *
         * @param <U> what would have been answered to that
         * @return the refusal
         */
        public <U> Refused<U> retyped() {
            return new Refused<>(code, message);
        }

        @Override
        public T orElseThrow() {
            throw new IllegalStateException(code + ": " + message);
        }
    }

    /**
     * Granted without warnings.
     *
     * @param value the answer
     * @param <T> what is answered
     * @return the outcome
     */
    static <T> Outcome<T> granted(T value) {
        return new Granted<>(value, List.of());
    }

    /**
     * Granted with warnings.
     *
     * @param value the answer
     * @param warnings sentences about what the asker may want to know all the same
     * @param <T> what is answered
     * @return the outcome
     */
    static <T> Outcome<T> granted(T value, List<String> warnings) {
        return new Granted<>(value, warnings);
    }

    /**
     * Refused.
     *
     * @param code why, in Windows' numbering
     * @param message why, as one sentence
     * @param <T> what would have been answered
     * @return the outcome
     */
    static <T> Outcome<T> refused(Code code, String message) {
        return new Refused<>(code, message);
    }

    /**
     * {@return the value, for callers to whom a refusal is a bug}
     *
     * @throws IllegalStateException if refused, with the code and the message
     */
    T orElseThrow();
}

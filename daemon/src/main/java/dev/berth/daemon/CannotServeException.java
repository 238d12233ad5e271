package dev.berth.daemon;

import dev.berth.api.Code;

/** berthd cannot be started; the message says why not, and the way out. */
public final class CannotServeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;

    /**
     * It cannot.
     *
     * @param code why, in Windows' numbering
     * @param message why, as a sentence
     */
    public CannotServeException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** Why, in Windows' numbering. */
    public Code code() {
        return code;
    }
}

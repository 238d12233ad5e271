package dev.berth.kernel;

import java.io.IOException;

/** This machine lacks what it takes, or is set up so that it cannot be trusted. The message names what and the remedy. */
public final class UnsupportedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Something is missing.
     *
     * @param lack what is missing or wrong, as a clause
     * @param remedy what to do about it, as a clause
     */
    public UnsupportedException(String lack, String remedy) {
        super(lack + "; " + remedy);
    }

    /** Something is missing, as some call has shown. */
    public UnsupportedException(String lack, String remedy, Throwable cause) {
        super(lack + "; " + remedy, cause);
    }
}

package dev.berth.engine.store;

import java.io.IOException;

/** The store could not be read or written. Decide on {@link #reason()}; the message is a clause that names the path. */
public final class StoreFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No space is left, or none within the quota. */
        FULL,
        /** The caller may not, or the file system is mounted read-only. */
        DENIED,
        /** Anything else: a device that fails, a file where a directory should be. */
        BROKEN
    }

    private final Reason reason;

    StoreFailedException(String what, Reason reason, IOException cause) {
        super(what, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}

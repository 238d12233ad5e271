package dev.berth.engine.store;

/** A file of the store does not say what a file of the store can say. The message is a clause that tells why. */
public final class MalformedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFileException(String why) {
        super(why);
    }

    MalformedFileException(String why, Throwable cause) {
        super(why, cause);
    }
}

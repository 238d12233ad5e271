package dev.berth.engine;

/** A filter names what this machine does not have; the message names the word and the way out, as a clause. */
final class UnknownNameException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownNameException(String clause) {
        super(clause);
    }
}

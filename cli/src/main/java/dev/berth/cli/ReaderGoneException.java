package dev.berth.cli;

/** Nobody reads standard output any more. What only looks ends here, quietly; what acts goes on. */
final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGoneException() {
        super("nobody reads standard output", null, false, false);
    }
}

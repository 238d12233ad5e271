package dev.berth.api;

/** A text that is no filter; the message names the word, its place, and what could stand there. */
public final class FilterSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Where the word begins. */
    private final int column;

    /**
     * A complaint.
     *
     * @param column where the word begins, counted in characters from 0; the text's length for its end
     * @param message what is wrong, with the word and the place
     */
    public FilterSyntaxException(int column, String message) {
        super(message);
        this.column = column;
    }

    /** {@return where the word begins, counted in characters from 0; the text's length for its end} */
    public int column() {
        return column;
    }
}

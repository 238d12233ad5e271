package dev.berth.api;

/**
 * A word of a filter.
 *
 * @param kind what it is
 * @param text what it says, without quotes
 * @param column where it begins, from 0
 */
record FilterWord(Kind kind, String text, int column) {
    /** What a word is. */
    enum Kind {
        /** As it stands. */
        PLAIN,
        /** In quotes: never a word of the language. */
        QUOTED,
        /** A parenthesis, or an operator in signs. */
        SIGN,
        /** The end of the filter. */
        END
    }

    private static final int SHOWN = 40;

    /** Whether it is this word of the language, or this sign. */
    boolean is(String word) {
        return kind != Kind.QUOTED && kind != Kind.END && text.equals(word);
    }

    /** Whether it can be a name, an address or a number. */
    boolean isValue() {
        return kind == Kind.QUOTED || (kind == Kind.PLAIN && !FilterWords.isConnective(text));
    }

    /** What is wrong with it, with its place. */
    FilterSyntaxException wrong(String complaint) {
        String where = kind == Kind.END ? "the filter ends" : "'" + shown() + "'";
        return new FilterSyntaxException(column, where + " at column " + (column + 1) + complaint);
    }

    private String shown() {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}

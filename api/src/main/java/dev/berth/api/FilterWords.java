package dev.berth.api;

import dev.berth.api.FilterWord.Kind;
import java.util.ArrayList;
import java.util.List;

/** The words of a filter, one after the other. */
final class FilterWords {
    /** More characters than this are no filter; nobody types them, and each word costs. */
    static final int LONGEST = 32 * 1024;

    private static final String SIGNS = "()=!<>&|";
    /** Those of two characters first. */
    private static final List<String> OPERATORS =
            List.of("==", "!=", "<=", ">=", "&&", "||", "(", ")", "=", "!", "<", ">", "&", "|");

    private final List<FilterWord> words = new ArrayList<>();
    private int next;

    FilterWords(String text) throws FilterSyntaxException {
        if (text.length() > LONGEST) {
            throw new FilterSyntaxException(
                    LONGEST, "a filter has at most " + LONGEST + " characters, this one " + text.length());
        }
        int at = 0;
        while (at < text.length()) {
            at = isBlank(text.charAt(at)) ? at + 1 : read(text, at);
        }
        words.add(new FilterWord(Kind.END, "", text.length()));
    }

    private int read(String text, int start) throws FilterSyntaxException {
        char first = text.charAt(start);
        if (first == '"' || first == '\'') {
            return readQuoted(text, start);
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, start)) {
                words.add(new FilterWord(Kind.SIGN, operator, start));
                return start + operator.length();
            }
        }
        int end = start;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        words.add(new FilterWord(Kind.PLAIN, text.substring(start, end), start));
        return end;
    }

    private int readQuoted(String text, int start) throws FilterSyntaxException {
        char quote = text.charAt(start);
        StringBuilder value = new StringBuilder();
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                words.add(new FilterWord(Kind.QUOTED, value.toString(), start));
                return at + 1;
            }
            if (c == '\\' && quote == '"' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            value.append(c);
        }
        throw new FilterWord(Kind.QUOTED, text.substring(start), start).wrong(" begins with a quote that never ends");
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || c == 0xA0; // what is copied from a page may have a no-break space
    }

    /** Whether a character can stand in a word that is not quoted. */
    static boolean isPlain(char c) {
        return !isBlank(c) && c != '"' && c != '\'' && SIGNS.indexOf(c) < 0;
    }

    /** Whether a word joins conditions and so is never a name. */
    static boolean isConnective(String word) {
        return word.equals("and") || word.equals("or") || word.equals("not");
    }

    /** The next word, which stays the next. */
    FilterWord peek() {
        return words.get(next);
    }

    /** The next word; the end stays the next for ever. */
    FilterWord take() {
        FilterWord word = words.get(next);
        if (word.kind() != Kind.END) {
            next++;
        }
        return word;
    }

    /** Takes the next word if it is one of these. */
    boolean takes(String... any) {
        for (String one : any) {
            if (peek().is(one)) {
                next++;
                return true;
            }
        }
        return false;
    }
}

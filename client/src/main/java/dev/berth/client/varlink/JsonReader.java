package dev.berth.client.varlink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly, RFC 8259: bytes of whatever kind give a value or a {@link MalformedMessageException}, in a time that
 * grows with their number. Numbers are whole, as all of Varlink's that Berth uses. Reads one text; for one thread.
 */
final class JsonReader {
    /** Deeper than any message of ours, and no danger to the stack. */
    private static final int DEEPEST = 32;

    private static final int RADIX = 10;
    /** What {@link #peek} answers at the end: no byte of a text outside of its strings. */
    private static final byte END = 0;

    private final JsonString string;
    private final byte[] utf8;
    private final int end;
    private final int mostValues;
    private int at;
    private int depth;
    private int values;

    /** A reader of the bytes from one index to before another, and of so many values at most. */
    JsonReader(byte[] utf8, int from, int end, int mostValues) {
        this.utf8 = utf8;
        this.mostValues = mostValues;
        this.end = end;
        string = new JsonString(utf8, from, end);
        at = from;
    }

    /** The object that is the whole text. */
    JsonObject onlyObject() throws MalformedMessageException {
        blanks();
        if (peek() != '{') {
            throw wrong("an object");
        }
        JsonObject object = object();
        blanks();
        if (at < end) {
            throw wrong("the end");
        }
        return object;
    }

    private @Nullable Object value() throws MalformedMessageException {
        if (++values > mostValues) {
            throw new MalformedMessageException("a message of more than " + mostValues + " values");
        }
        blanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private JsonObject object() throws MalformedMessageException {
        JsonObject object = new JsonObject();
        for (boolean more = enters('}'); more; more = continues('}')) {
            blanks();
            if (peek() != '"') {
                throw wrong("a name");
            }
            String name = string();
            blanks();
            if (peek() != ':') {
                throw wrong("':'");
            }
            at++;
            object.put(name, value());
        }
        return object;
    }

    private List<@Nullable Object> list() throws MalformedMessageException {
        List<@Nullable Object> list = new ArrayList<>();
        for (boolean more = enters(']'); more; more = continues(']')) {
            list.add(value());
        }
        return list;
    }

    /** Goes past the first byte of an object or a list; whether there is anything inside. */
    private boolean enters(char close) throws MalformedMessageException {
        if (++depth > DEEPEST) {
            throw wrong("at most " + DEEPEST + " objects and lists within each other");
        }
        at++;
        blanks();
        return peek() != close || leaves();
    }

    /** Goes past what follows a value; whether another one does. */
    private boolean continues(char close) throws MalformedMessageException {
        blanks();
        if (peek() == close) {
            return leaves();
        }
        if (peek() != ',') {
            throw wrong("',' or '" + close + "'");
        }
        at++;
        return true;
    }

    private boolean leaves() {
        at++;
        depth--;
        return false;
    }

    private String string() throws MalformedMessageException {
        String text = string.read(at);
        at = string.end();
        return text;
    }

    private long number() throws MalformedMessageException {
        boolean negative = peek() == '-';
        int digits = negative ? at + 1 : at;
        long number = 0; // below zero, where there is one number more
        int last = digits;
        while (last < end && utf8[last] >= '0' && utf8[last] <= '9') {
            int digit = utf8[last] - '0';
            if (number < (Long.MIN_VALUE + digit) / RADIX) {
                throw wrong("a number of 64 bits");
            }
            number = number * RADIX - digit;
            last++;
        }
        boolean padded = last - digits > 1 && utf8[digits] == '0';
        boolean broken = last < end && (utf8[last] == '.' || utf8[last] == 'e' || utf8[last] == 'E');
        if (last == digits || padded || broken) {
            throw wrong("a value, and numbers whole");
        }
        if (!negative && number == Long.MIN_VALUE) {
            throw wrong("a number of 64 bits");
        }
        at = last;
        return negative ? number : -number;
    }

    private @Nullable Object word(String word, @Nullable Object value) throws MalformedMessageException {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || utf8[at + i] != word.charAt(i)) {
                throw wrong("a value");
            }
        }
        at += word.length();
        return value;
    }

    private byte peek() {
        return at < end ? utf8[at] : END;
    }

    private void blanks() {
        while (at < end && (utf8[at] == ' ' || utf8[at] == '\t' || utf8[at] == '\n' || utf8[at] == '\r')) {
            at++;
        }
    }

    private MalformedMessageException wrong(String expected) {
        return string.wrong(at, expected);
    }
}

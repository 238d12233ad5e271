package dev.berth.client.varlink;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the strings of a JSON text. Most are ASCII without escapes, and become what they are in one step. A half character,
 * which only an escape can make, is as good as bytes that are not UTF-8. For one thread.
 */
final class JsonString {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int HEX = 16;
    private static final int ESCAPE_DIGITS = 4;

    private final byte[] utf8;
    private final int start;
    private final int limit;
    private int at;

    /** The strings of the bytes from one index to before another. */
    JsonString(byte[] utf8, int start, int limit) {
        this.utf8 = utf8;
        this.start = start;
        this.limit = limit;
    }

    /** Where the string that was read last ends: after its quotation mark. */
    int end() {
        return at;
    }

    /** The string whose quotation mark stands at an index. */
    String read(int quotationMark) throws MalformedMessageException {
        int from = quotationMark + 1;
        at = from;
        boolean ascii = plain();
        if (ascii && utf8[at] == '"') {
            return new String(utf8, from, at++ - from, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            if (at > from) {
                text.append(decoded(from));
            }
            if (utf8[at++] == '"') {
                return whole(text, quotationMark);
            }
            text.append(escaped());
            from = at;
            plain();
        }
    }

    /** Goes to the next quotation mark or backslash; whether all before it is ASCII. */
    private boolean plain() throws MalformedMessageException {
        int seen = 0;
        while (at < limit && utf8[at] != '"' && utf8[at] != '\\') {
            if (utf8[at] >= 0 && utf8[at] < FIRST_PRINTABLE) {
                throw wrong(at, "the end of a text");
            }
            seen |= utf8[at++];
        }
        if (at == limit) {
            throw wrong(at, "the end of a text");
        }
        return seen >= 0;
    }

    private CharSequence decoded(int from) throws MalformedMessageException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, at - from));
        } catch (CharacterCodingException notText) {
            throw wrong(from, "a text in UTF-8");
        }
    }

    private char escaped() throws MalformedMessageException {
        if (at == limit) {
            throw wrong(at, "an escape");
        }
        byte escape = utf8[at++];
        return switch (escape) {
            case '"', '\\', '/' -> (char) escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw wrong(at - 1, "an escape");
        };
    }

    private char unit() throws MalformedMessageException {
        int unit = 0;
        for (int i = 0; i < ESCAPE_DIGITS; i++) {
            int digit = at < limit && utf8[at] >= 0 ? Character.digit(utf8[at], HEX) : -1;
            if (digit < 0) {
                throw wrong(at, "a hexadecimal digit");
            }
            unit = unit * HEX + digit;
            at++;
        }
        return (char) unit;
    }

    private String whole(StringBuilder text, int quotationMark) throws MalformedMessageException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair) {
                throw wrong(quotationMark, "a text without half characters");
            }
            i += pair ? 1 : 0;
        }
        return text.toString();
    }

    MalformedMessageException wrong(int where, String expected) {
        return new MalformedMessageException("no JSON: byte " + (where - start + 1) + " should begin " + expected);
    }
}

package dev.berth.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * JSON lines on their way to standard output, gathered in a buffer. Tables have entries by the ten thousand, and half of
 * what it takes to show them would go into strings; so the pieces are put where they belong, byte by byte.
 *
 * <p>Each call puts one piece, without asking whether it makes JSON there. Not safe for concurrent use.
 */
final class Lines {
    /** Where full buffers go. */
    interface Drain {
        /** Takes bytes; tells whether somebody still reads them. */
        boolean take(byte[] bytes, int length);
    }

    private static final int SIZE = 1 << 16;
    private static final int SMALL = 512;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_CHARACTER = 6;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] LEAST = ascii("-9223372036854775808");

    private final Drain drain;
    private final byte[] buffer;
    private int used;

    Lines(Drain drain) {
        this(drain, SIZE);
    }

    private Lines(Drain drain, int size) {
        this.drain = drain;
        this.buffer = new byte[size];
    }

    /** A piece to be put as it is. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes of some pieces. */
    static byte[] gathered(Consumer<Lines> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Lines lines = new Lines(
                (from, length) -> {
                    bytes.write(from, 0, length);
                    return true;
                },
                SMALL);
        pieces.accept(lines);
        lines.flush();
        return bytes.toByteArray();
    }

    /** Bytes as they are. */
    Lines raw(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            makeRoom(1);
            int length = Math.min(bytes.length - at, buffer.length - used);
            System.arraycopy(bytes, at, buffer, used, length);
            used += length;
            at += length;
        }
        return this;
    }

    /** One character. */
    Lines raw(char ascii) {
        makeRoom(1);
        buffer[used++] = (byte) ascii;
        return this;
    }

    /** A number. */
    Lines number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(LEAST);
        }
        makeRoom(LONGEST_NUMBER);
        long rest = value;
        if (rest < 0) {
            buffer[used++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long bound = rest / 10; bound > 0; bound /= 10) {
            digits++;
        }
        for (int at = used + digits; at > used; rest /= 10) {
            buffer[--at] = (byte) ('0' + rest % 10);
        }
        used += digits;
        return this;
    }

    /** A number without a sign, {@code 0x1a2b}. */
    Lines hex(long value) {
        makeRoom(LONGEST_NUMBER);
        buffer[used++] = '0';
        buffer[used++] = 'x';
        int shift = Math.max(0, (Long.SIZE - 1 - Long.numberOfLeadingZeros(value)) & ~3);
        for (; shift >= 0; shift -= 4) {
            buffer[used++] = HEX[(int) (value >>> shift) & 0xF];
        }
        return this;
    }

    /** A string with its quotes; control characters of all kinds are escaped, so that no terminal obeys them. */
    Lines quoted(String text) {
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            makeRoom(LONGEST_CHARACTER);
            if (c == '"' || c == '\\') {
                buffer[used++] = '\\';
                buffer[used++] = (byte) c;
            } else if (c >= ' ' && c < 0x7F) {
                buffer[used++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                escape(c);
            } else {
                utf8(c);
            }
        }
        return raw('"');
    }

    /** Ends a line. */
    void end() {
        raw('\n');
    }

    /**
     * Hands on what is there.
     *
     * @throws ReaderGoneException if nobody reads it any more
     */
    void flush() {
        int length = used;
        used = 0;
        if (!drain.take(buffer, length)) {
            throw new ReaderGoneException();
        }
    }

    private void makeRoom(int bytes) {
        if (used + bytes > buffer.length) {
            flush();
        }
    }

    private void escape(char c) {
        buffer[used++] = '\\';
        buffer[used++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            buffer[used++] = HEX[c >>> shift & 0xF];
        }
    }

    private void utf8(int c) {
        if (c < 0x800) {
            buffer[used++] = (byte) (0xC0 | (c >>> 6));
        } else {
            if (c < 0x1_0000) {
                buffer[used++] = (byte) (0xE0 | (c >>> 12));
            } else {
                buffer[used++] = (byte) (0xF0 | (c >>> 18));
                buffer[used++] = (byte) (0x80 | ((c >>> 12) & 0x3F));
            }
            buffer[used++] = (byte) (0x80 | ((c >>> 6) & 0x3F));
        }
        buffer[used++] = (byte) (0x80 | (c & 0x3F));
    }
}

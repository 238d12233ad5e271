package dev.berth.client.varlink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into messages, each ended by a NUL. Bytes are given as they come; what is not a whole message yet
 * is kept, up to a limit. Not safe for concurrent use.
 */
public final class Frames {
    private static final byte[] NONE = {};
    private static final int FIRST_SIZE = 512;

    private final int longest;
    private final int mostValues;
    private byte[] begun = NONE;
    private int length;

    /**
     * Frames of at most so many bytes.
     *
     * @param longest bytes of one message without its NUL
     */
    public Frames(int longest) {
        this(longest, Integer.MAX_VALUE);
    }

    /**
     * Frames of at most so many bytes, and so many values among them.
     *
     * @param longest bytes of one message without its NUL
     * @param mostValues texts, numbers, objects and whatever else there is in one message
     */
    public Frames(int longest, int mostValues) {
        this.longest = longest;
        this.mostValues = mostValues;
    }

    /** {@return a message as it is sent} */
    public static ByteBuffer of(JsonObject message) {
        return ByteBuffer.wrap(JsonWriter.bytes(message));
    }

    /**
     * {@return the next whole message among the bytes, which are taken as far as it goes; empty if there is none, and then
     * all are taken}
     *
     * @param bytes what came
     * @throws MalformedMessageException if a message is longer than the limit, has more values, or is no JSON object;
     *     nothing that follows can be relied on
     */
    public Optional<JsonObject> next(ByteBuffer bytes) throws MalformedMessageException {
        int from = bytes.position();
        int end = end(bytes);
        if (end - from > longest - length) {
            throw new MalformedMessageException("a message of more than " + longest + " bytes");
        }
        boolean whole = end < bytes.limit();
        if (whole && length == 0 && bytes.hasArray()) {
            bytes.position(end + 1);
            int offset = bytes.arrayOffset();
            return Optional.of(new JsonReader(bytes.array(), offset + from, offset + end, mostValues).onlyObject());
        }
        keep(bytes, end - from);
        if (!whole) {
            return Optional.empty();
        }
        bytes.position(end + 1);
        JsonReader reader = new JsonReader(begun, 0, length, mostValues);
        begun = NONE; // most messages come whole: 5,000 connections need not keep what one needed once
        length = 0;
        return Optional.of(reader.onlyObject());
    }

    /** {@return how many bytes of a message that is not whole yet are kept} */
    public int kept() {
        return length;
    }

    private static int end(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && bytes.get(at) != 0) {
            at++;
        }
        return at;
    }

    private void keep(ByteBuffer bytes, int count) {
        int needed = length + count;
        if (needed > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(needed, Math.max(FIRST_SIZE, 2 * begun.length)));
        }
        bytes.get(begun, length, count);
        length = needed;
    }
}

package dev.berth.client.varlink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON on one line; RFC 8259. */
final class JsonWriter {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int USUAL_SIZE = 256;
    private static final int HEX = 16;

    private JsonWriter() {}

    /** The text, with the NUL that ends it. Half a character, which has no UTF-8, becomes a question mark. */
    static byte[] bytes(JsonObject object) {
        StringBuilder text = new StringBuilder(USUAL_SIZE);
        write(object, text);
        return text.append('\0').toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(JsonObject object) {
        StringBuilder text = new StringBuilder(USUAL_SIZE);
        write(object, text);
        return text.toString();
    }

    private static void value(@Nullable Object value, StringBuilder text) {
        if (value instanceof String string) {
            string(string, text);
        } else if (value instanceof JsonObject object) {
            write(object, text);
        } else if (value instanceof List<?> list) {
            list(list, text);
        } else {
            text.append(value); // a number, a truth, or null
        }
    }

    private static void write(JsonObject object, StringBuilder text) {
        char before = '{';
        for (Map.Entry<String, @Nullable Object> member : object.members().entrySet()) {
            text.append(before);
            string(member.getKey(), text);
            text.append(':');
            value(member.getValue(), text);
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private static void list(List<?> list, StringBuilder text) {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
            text.append(i == 0 ? "" : ",");
            value(list.get(i), text);
        }
        text.append(']');
    }

    /** NUL is escaped as every control character is, so that none ends a message. */
    private static void string(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                text.append("\\u00").append(Character.forDigit(c / HEX, HEX)).append(Character.forDigit(c % HEX, HEX));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}

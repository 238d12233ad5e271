package dev.berth.engine.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads one JSON object whole, or says at which line and column it is none. */
final class JsonReading {
    /** Our files nest three deep; whatever goes deeper is none of ours. */
    private static final int MAX_DEPTH = 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonReading() {}

    /** The object that is all there is in the text; its numbers are {@code Long}s. */
    static Map<String, Object> object(byte[] text) throws MalformedFileException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFileException("it is not a JSON object");
            }
            Map<String, Object> object = members(parser, 1);
            if (parser.nextToken() != null) {
                throw new MalformedFileException("something follows the JSON object");
            }
            return object;
        } catch (JacksonException malformed) {
            throw new MalformedFileException(
                    "it is not JSON: line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr() + ": " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private static Map<String, Object> members(JsonParser parser, int depth) throws MalformedFileException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken(), name, depth));
        }
        return members;
    }

    private static List<Object> elements(JsonParser parser, String name, int depth) throws MalformedFileException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token, name, depth));
        }
        return elements;
    }

    private static Object value(JsonParser parser, JsonToken token, String name, int depth)
            throws MalformedFileException {
        if (depth > MAX_DEPTH) {
            throw new MalformedFileException("\"" + name + "\" nests too deeply");
        }
        if (token == JsonToken.VALUE_STRING) {
            return parser.getString();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        } else if (token == JsonToken.START_OBJECT) {
            return members(parser, depth + 1);
        } else if (token == JsonToken.START_ARRAY) {
            return elements(parser, name, depth + 1);
        }
        throw new MalformedFileException("\"" + name + "\" has a value of a kind that no field has");
    }
}

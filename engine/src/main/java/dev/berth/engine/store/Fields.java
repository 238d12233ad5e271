package dev.berth.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The fields of a JSON object, taken one by one; what nobody took is unknown and refused at the end. */
final class Fields {
    private final Map<String, Object> left;

    /** The fields of a map, which is used up. */
    Fields(Map<String, Object> fields) {
        left = fields;
    }

    /** Tells whether the field is there and was not taken. */
    boolean has(String name) {
        return left.containsKey(name);
    }

    /** A field that must be a string. */
    String text(String name) throws MalformedFileException {
        return optionalText(name).orElseThrow(() -> new MalformedFileException("\"" + name + "\" is missing"));
    }

    /** A field that is a string if it is there. */
    Optional<String> optionalText(String name) throws MalformedFileException {
        Object value = left.remove(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new MalformedFileException("\"" + name + "\" is not a string");
    }

    /** A field that must be a whole number between 0 and {@code most}. */
    long number(String name, long most) throws MalformedFileException {
        Object value = left.remove(name);
        if (value == null) {
            throw new MalformedFileException("\"" + name + "\" is missing");
        }
        if (value instanceof Long number && number >= 0 && number <= most) {
            return number;
        }
        throw new MalformedFileException("\"" + name + "\" is not a number between 0 and " + most);
    }

    /** A field that is a list of objects if it is there; an absent list is empty. */
    List<Fields> objects(String name) throws MalformedFileException {
        Object value = left.remove(name);
        List<Fields> objects = new ArrayList<>();
        for (Object element : value == null ? List.of() : value instanceof List<?> list ? list : notObjects(name)) {
            objects.add(object(name, element));
        }
        return objects;
    }

    /** Refuses what was not taken. */
    void end() throws MalformedFileException {
        if (!left.isEmpty()) {
            throw new MalformedFileException(
                    "it has unknown fields: " + String.join(", ", new TreeSet<>(left.keySet())));
        }
    }

    @SuppressWarnings("unchecked") // JsonReading makes no other maps
    private static Fields object(String name, Object element) throws MalformedFileException {
        if (element instanceof Map<?, ?> map) {
            return new Fields((Map<String, Object>) map);
        }
        notObjects(name);
        throw new AssertionError();
    }

    private static List<Object> notObjects(String name) throws MalformedFileException {
        throw new MalformedFileException("\"" + name + "\" is not a list of objects");
    }
}

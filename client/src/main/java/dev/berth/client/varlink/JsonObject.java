package dev.berth.client.varlink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members in their order, each a text, a whole number, a truth, an object, a list, or null, which is as good
 * as missing. Not safe for concurrent use while it is being filled.
 *
 * <p>Whoever asks for a member says what it has to be; a member that is something else, or is missing and must not be, is
 * a {@link MalformedMessageException} that names it.
 */
public final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** An object without members. */
    public JsonObject() {}

    /** {@return the object of a text, which holds nothing else} */
    public static JsonObject parse(byte[] utf8) throws MalformedMessageException {
        return new JsonReader(utf8, 0, utf8.length, Integer.MAX_VALUE).onlyObject();
    }

    /** {@return the same with a text} */
    public JsonObject with(String name, String text) {
        members.put(name, text);
        return this;
    }

    /** {@return the same with a number} */
    public JsonObject with(String name, long number) {
        members.put(name, number);
        return this;
    }

    /** {@return the same with a truth} */
    public JsonObject with(String name, boolean truth) {
        members.put(name, truth);
        return this;
    }

    /** {@return the same with an object} */
    public JsonObject with(String name, JsonObject object) {
        members.put(name, object);
        return this;
    }

    /** {@return the same with a list, of texts or of objects} */
    public JsonObject with(String name, List<?> list) {
        members.put(name, list);
        return this;
    }

    /** A member of whatever kind, as it was read. */
    void put(String name, @Nullable Object value) throws MalformedMessageException {
        if (members.containsKey(name)) {
            throw new MalformedMessageException("'" + name + "' is there twice");
        }
        members.put(name, value);
    }

    Map<String, @Nullable Object> members() {
        return members;
    }

    /** {@return a text, if there is one} */
    public Optional<String> text(String name) throws MalformedMessageException {
        return Optional.ofNullable(member(name, String.class, "a text"));
    }

    /** {@return a text that has to be there} */
    public String requiredText(String name) throws MalformedMessageException {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** {@return a whole number, if there is one} */
    public OptionalLong number(String name) throws MalformedMessageException {
        Long number = member(name, Long.class, "a whole number");
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** {@return a whole number that has to be there} */
    public long requiredNumber(String name) throws MalformedMessageException {
        return number(name).orElseThrow(() -> missing(name));
    }

    /** {@return a whole number that has to be there and lies between two others} */
    public int requiredNumber(String name, int least, int most) throws MalformedMessageException {
        long number = requiredNumber(name);
        if (number < least || number > most) {
            throw new MalformedMessageException(
                    "'" + name + "' is " + number + ", not between " + least + " and " + most);
        }
        return (int) number;
    }

    /** {@return a truth; false where it is missing} */
    public boolean truth(String name) throws MalformedMessageException {
        return Boolean.TRUE.equals(member(name, Boolean.class, "true or false"));
    }

    /** {@return an object, if there is one} */
    public Optional<JsonObject> object(String name) throws MalformedMessageException {
        return Optional.ofNullable(member(name, JsonObject.class, "an object"));
    }

    /** {@return an object that has to be there} */
    public JsonObject requiredObject(String name) throws MalformedMessageException {
        return object(name).orElseThrow(() -> missing(name));
    }

    /** {@return a list of objects; empty where it is missing} */
    public List<JsonObject> objects(String name) throws MalformedMessageException {
        return list(name, JsonObject.class, "objects");
    }

    /** {@return a list of texts; empty where it is missing} */
    public List<String> texts(String name) throws MalformedMessageException {
        return list(name, String.class, "texts");
    }

    /** {@return the names of all members, in their order} */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** {@return whether a member is there and not null} */
    public boolean has(String name) {
        return members.get(name) != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** The text, on one line. */
    @Override
    public String toString() {
        return JsonWriter.text(this);
    }

    private <T> @Nullable T member(String name, Class<T> kind, String words) throws MalformedMessageException {
        Object value = members.get(name);
        if (value != null && !kind.isInstance(value)) {
            throw new MalformedMessageException("'" + name + "' is not " + words);
        }
        return kind.cast(value);
    }

    private <T> List<T> list(String name, Class<T> kind, String words) throws MalformedMessageException {
        List<?> values = member(name, List.class, "a list");
        List<T> all = new ArrayList<>();
        for (Object value : values == null ? List.of() : values) {
            if (!kind.isInstance(value)) {
                throw new MalformedMessageException("'" + name + "' is not a list of " + words);
            }
            all.add(kind.cast(value));
        }
        return all;
    }

    private static MalformedMessageException missing(String name) {
        return new MalformedMessageException("'" + name + "' is missing");
    }
}

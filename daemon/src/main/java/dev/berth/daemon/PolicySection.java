package dev.berth.daemon;

import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.List;
import java.util.Optional;

/** An object of the policy, whose members are known; what is wrong in it is said with its name. */
final class PolicySection {
    private final String name;
    private final JsonObject object;

    /** The whole policy. */
    static PolicySection whole(JsonObject object, String... known) throws MalformedMessageException {
        return new PolicySection("", object, known);
    }

    private PolicySection(String name, JsonObject object, String... known) throws MalformedMessageException {
        this.name = name;
        this.object = object;
        List<String> all = List.of(known);
        for (String member : object.names()) {
            if (!all.contains(member)) {
                throw wrong(member, "is unknown; there are " + String.join(", ", all));
            }
        }
    }

    /** An object in this one; without members where it is missing. */
    PolicySection section(String member, String... known) throws MalformedMessageException {
        JsonObject inner = said(() -> object.object(member)).orElseGet(JsonObject::new);
        return new PolicySection(name + member + ".", inner, known);
    }

    int number(String member, int most, int otherwise) throws MalformedMessageException {
        return object.has(member) ? said(() -> object.requiredNumber(member, 0, most)) : otherwise;
    }

    Optional<String> text(String member) throws MalformedMessageException {
        return said(() -> object.text(member));
    }

    /** A list of texts, if there is one. */
    Optional<List<String>> texts(String member) throws MalformedMessageException {
        return object.has(member) ? Optional.of(said(() -> object.texts(member))) : Optional.empty();
    }

    /** Something about a member: {@code 'runtime.range' is ...}. */
    MalformedMessageException wrong(String member, String what) {
        return new MalformedMessageException("'" + name + member + "' " + what);
    }

    /** Reads something. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws MalformedMessageException;
    }

    private <T> T said(Reading<T> reading) throws MalformedMessageException {
        try {
            return reading.read();
        } catch (MalformedMessageException malformed) {
            String where = name.isEmpty() ? "" : "in '" + name.substring(0, name.length() - 1) + "', ";
            throw new MalformedMessageException(where + malformed.getMessage());
        }
    }
}

package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/**
 * The schema that users read, closed: they pass over members they do not know, and here a member that the schema does
 * not know is a mistake.
 */
final class Schema {
    private static final URI NAME = URI.create("urn:berth:schema:1");
    private static final URI ENTRY_NAME = URI.create("urn:berth:schema:entry:1");
    private static final URI EVENT_NAME = URI.create("urn:berth:schema:event:1");

    private final Validator validator;
    private final URI name;

    /** Of most commands. */
    Schema() {
        this(NAME);
    }

    private Schema(URI name) {
        this.name = name;
        validator = new ValidatorFactory()
                .withDialect(new Dialects.Draft2020Dialect())
                .withJsonNodeFactory(new GsonNode.Factory())
                .createValidator();
        register(NAME, "berth-1.json");
        register(ENTRY_NAME, "entry-1.json");
        register(EVENT_NAME, "event-1.json");
    }

    /** Of the commands about entries, whose lines stand for themselves. */
    static Schema ofEntries() {
        return new Schema(ENTRY_NAME);
    }

    /** Of what happens. */
    static Schema ofEvents() {
        return new Schema(EVENT_NAME);
    }

    private void register(URI uri, String file) {
        JsonElement schema = JsonParser.parseString(text(file));
        close(schema);
        validator.registerSchema(uri, schema.toString());
    }

    /** Checks many lines, each of which is an object. */
    void checkLines(String json) {
        assertThat(json).endsWith("\n");
        json.lines().forEach(line -> check(line + "\n"));
    }

    void check(String json) {
        assertThat(json).as("one line").endsWith("}\n").doesNotContain("\n{").hasLineCount(1);
        Validator.Result result = validator.validate(name, json);
        assertThat(result.isValid())
                .as(() -> json + "is none of the objects that docs/schema describes; describe it there. Of each: "
                        + result.getErrors().stream()
                                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                                .toList())
                .isTrue();
    }

    static String text(String file) {
        try {
            return Files.readString(Golden.ROOT.resolve("docs/schema").resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void close(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(Schema::close);
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            if (object.has("properties")) {
                object.addProperty("additionalProperties", false);
            }
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                close(member.getValue());
            }
        }
    }
}

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

    private final Validator validator;

    Schema() {
        JsonElement schema = JsonParser.parseString(text());
        close(schema);
        validator = new ValidatorFactory()
                .withDialect(new Dialects.Draft2020Dialect())
                .withJsonNodeFactory(new GsonNode.Factory())
                .createValidator();
        validator.registerSchema(NAME, schema.toString());
    }

    void check(String json) {
        assertThat(json).as("one line").endsWith("}\n").doesNotContain("\n{").hasLineCount(1);
        Validator.Result result = validator.validate(NAME, json);
        assertThat(result.isValid())
                .as(() -> json
                        + result.getErrors().stream()
                                .map(error -> error.getInstanceLocation() + ": " + error.getError())
                                .toList())
                .isTrue();
    }

    static String text() {
        try {
            return Files.readString(Golden.ROOT.resolve("docs/schema/berth-1.json"));
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

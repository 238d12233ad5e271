package dev.berth.client.varlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A member is what the asker says it has to be, or malformed by its name. */
class JsonObjectTest {
    private final JsonObject object = parsed("{\"text\":\"a\",\"number\":70000,\"truth\":true,\"object\":{\"x\":1},"
            + "\"texts\":[\"a\",\"b\"],\"objects\":[{}],\"mixed\":[\"a\",1],\"nothing\":null}");

    @Test
    void membersAreWhatTheyAre() throws MalformedMessageException {
        assertThat(object.text("text")).contains("a");
        assertThat(object.requiredText("text")).isEqualTo("a");
        assertThat(object.number("number")).hasValue(70_000);
        assertThat(object.requiredNumber("number")).isEqualTo(70_000);
        assertThat(object.requiredNumber("number", 70_000, 70_000)).isEqualTo(70_000);
        assertThat(object.truth("truth")).isTrue();
        assertThat(object.object("object")).contains(new JsonObject().with("x", 1));
        assertThat(object.texts("texts")).containsExactly("a", "b");
        assertThat(object.objects("objects")).containsExactly(new JsonObject());
        assertThat(object.has("text")).isTrue();
    }

    @Test
    void nothingIsAsGoodAsMissing() throws MalformedMessageException {
        for (String name : List.of("nothing", "missing")) {
            assertThat(object.has(name)).isFalse();
            assertThat(object.text(name)).isEmpty();
            assertThat(object.number(name)).isEmpty();
            assertThat(object.truth(name)).isFalse();
            assertThat(object.object(name)).isEmpty();
            assertThat(object.texts(name)).isEmpty();
            assertThat(object.objects(name)).isEmpty();
            assertMalformed("'" + name + "' is missing", () -> object.requiredText(name));
            assertMalformed("'" + name + "' is missing", () -> object.requiredNumber(name));
            assertMalformed("'" + name + "' is missing", () -> object.requiredNumber(name, 0, 1));
            assertMalformed("'" + name + "' is missing", () -> object.requiredObject(name));
        }
    }

    @Test
    void anotherKindIsMalformed() {
        assertMalformed("'number' is not a text", () -> object.text("number"));
        assertMalformed("'text' is not a whole number", () -> object.number("text"));
        assertMalformed("'text' is not true or false", () -> object.truth("text"));
        assertMalformed("'texts' is not an object", () -> object.object("texts"));
        assertMalformed("'object' is not a list", () -> object.texts("object"));
        assertMalformed("'mixed' is not a list of texts", () -> object.texts("mixed"));
        assertMalformed("'mixed' is not a list of objects", () -> object.objects("mixed"));
    }

    @Test
    void aNumberLiesWhereItHasTo() {
        assertMalformed("'number' is 70000, not between 0 and 65535", () -> object.requiredNumber("number", 0, 65_535));
        assertMalformed(
                "'number' is 70000, not between 70001 and 70002",
                () -> object.requiredNumber("number", 70_001, 70_002));
    }

    @Test
    void halfACharacterIsSentAsAQuestionMark() {
        byte[] sent = Frames.of(new JsonObject().with("a", "x\ud800")).array();
        assertThat(new String(sent, StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"x?\"}\0");
    }

    private static void assertMalformed(String message, ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOf(MalformedMessageException.class).hasMessage(message);
    }

    private static JsonObject parsed(String text) {
        try {
            return JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedMessageException malformed) {
            throw new AssertionError(malformed);
        }
    }
}

package dev.berth.client.varlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON is read, and nothing else is. */
class JsonReaderTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|{}",
                "` \t\r\n{ } \n`|{}",
                "{\"a\" : [ ] , \"b\":[ true,false , null ]}|{\"a\":[],\"b\":[true,false,null]}",
                "{\"a\":{\"a\":{\"a\":[[[{}]]]}}}|{\"a\":{\"a\":{\"a\":[[[{}]]]}}}",
                "{\"\":\"\"}|{\"\":\"\"}",
                "{\"a\":-0}|{\"a\":0}",
                "{\"a\":\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"}|{\"a\":\"/\\u0008\\u000c\\u000a\\u000d\\u0009\\\"\\\\\"}",
                "{\"a\":\"\\u0041\\u00e9\\u20AC\\ud83d\\uDE00\\u0000\"}|{\"a\":\"Aé€😀\\u0000\"}",
                "{\"é\":\"x é\\ny€😀\"}|{\"é\":\"x é\\u000ay€😀\"}",
            })
    void whatIsJsonIsRead(String text, String written) throws MalformedMessageException {
        assertThat(parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "0, 0",
        "-1, -1",
        "1000000000000000000, 1000000000000000000",
    })
    void numbersReachToTheEndsOf64Bits(String text, long number) throws MalformedMessageException {
        assertThat(parse("{\"n\":" + text + "}").number("n")).isEqualTo(OptionalLong.of(number));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "92233720368547758070",
                "99999999999999999999999999999999",
                "01",
                "-01",
                "00",
                "1.0",
                "1e3",
                "1E3",
                "-",
                "+1",
                ".5",
                "NaN",
                "Infinity",
                "0x10",
                "1_000",
                "tru",
                "True",
                "nul",
                "fals",
                "truefalse",
                "'a'",
                "\"",
                "\"\\\"",
                "\"\\",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u-123\"",
                "\"\n\"",
                "\"\u0001\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "[",
                "[1,]",
                "[1 2]",
                "[,1]",
                "[1}",
                "{\"b\":1,}",
                "{\"b\" 1}",
                "{b:1}",
                "{\"b\":}",
                "{\"b\"}",
                "{1:2}",
                "{null:2}",
                "",
                "1}{",
                "// one",
            })
    void whatIsNotJsonIsMalformed(String value) {
        assertThatThrownBy(() -> parse("{\"a\":" + value + "}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageMatching("no JSON: byte \\d+ should begin .+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "\"a\"", "1", "{} {}", "{}x", "{", "}", "{\"a\":1"})
    void aMessageIsOneObject(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void theMessageSaysWhere() {
        assertThatThrownBy(() -> parse("{\"a\": 1.5}"))
                .hasMessage("no JSON: byte 7 should begin a value, and numbers whole");
        assertThatThrownBy(() -> parse("{\"a\":1 \"b\":2}")).hasMessage("no JSON: byte 8 should begin ',' or '}'");
        assertThatThrownBy(() -> parse("{\"a\":\"x")).hasMessage("no JSON: byte 8 should begin the end of a text");
    }

    @Test
    void aNameThatIsThereTwiceIsMalformed() {
        assertThatThrownBy(() -> parse("{\"start\":1,\"start\":2}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("'start' is there twice");
        assertThatThrownBy(() -> parse("{\"start\":null,\"\\u0073tart\":2}"))
                .isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xBF, 0xC0, 0xC1, 0xF5, 0xFF, 0xE2})
    void bytesThatAreNotUtf8AreMalformed(int odd) {
        byte[] bytes = "{\"a\":\"x.y\"}".getBytes(StandardCharsets.UTF_8);
        bytes[7] = (byte) odd;
        assertThatThrownBy(() -> JsonObject.parse(bytes))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("no JSON: byte 7 should begin a text in UTF-8");
    }

    @Test
    void halfCharactersInUtf8AreMalformed() {
        byte[] bytes = "{\"a\":\"...\"}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, 0, bytes, 6, 3); // U+D800
        assertThatThrownBy(() -> JsonObject.parse(bytes)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void whatLiesTooDeepIsMalformedAndNoDangerToTheStack() throws MalformedMessageException {
        assertThat(parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").has("a"))
                .isTrue();
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("at most 32 objects and lists within each other");
        assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(1_000_000)))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void whatLiesSideBySideIsNotDeep() throws MalformedMessageException {
        assertThat(parse("{\"a\":[" + "[],{},".repeat(1_000) + "1]}").has("a")).isTrue();
    }

    private static JsonObject parse(String text) throws MalformedMessageException {
        return JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}

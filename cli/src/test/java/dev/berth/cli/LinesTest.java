package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Lines lines = new Lines((bytes, length) -> {
        out.write(bytes, 0, length);
        return true;
    });

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 65_535, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE, 1_000_000_000_000L})
    void numbers(long value) {
        lines.number(value).raw(' ').hex(value).flush();
        assertThat(text()).isEqualTo(value + " 0x" + Long.toHexString(value));
    }

    @Test
    void anyTextIsReadBackAsItWas() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                int bound = new int[] {0x80, 0x100, 0x800, 0x1_0000, 0x11_0000}[random.nextInt(5)];
                int c = random.nextInt(bound);
                text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
            }
            lines.quoted(text.toString()).flush();
            String json = text();
            assertThat(json.chars()).as("seed %d: %s", seed, json).noneMatch(Character::isISOControl);
            assertThat(JsonParser.parseString(json).getAsString())
                    .as("seed %d", seed)
                    .isEqualTo(text.toString());
            out.reset();
        }
    }

    @Test
    void halfACharacterIsEscaped() {
        lines.quoted("\ud83d").quoted("\ude00x").quoted("\ud83d\ud83d").flush();
        assertThat(text()).isEqualTo("\"\\ud83d\"\"\\ude00x\"\"\\ud83d\\ud83d\"");
    }

    @Test
    void noPieceIsLostWhereTheBufferEnds() {
        StringBuilder expected = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 60_000; i++) {
            long value = random.nextLong() >>> random.nextInt(64);
            lines.number(value)
                    .raw(',')
                    .quoted("é\u0007")
                    .raw(Lines.ascii("abc"))
                    .hex(value);
            expected.append(value).append(",\"é\\u0007\"abc0x").append(Long.toHexString(value));
        }
        lines.raw(new byte[200_000]);
        lines.flush();
        assertThat(text()).isEqualTo(expected + "\0".repeat(200_000));
    }

    @Test
    void theEndOfTheReaderEndsTheWriter() {
        Lines unread = new Lines((bytes, length) -> false);
        unread.raw('x');
        assertThatThrownBy(unread::flush).isInstanceOf(ReaderGoneException.class);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}

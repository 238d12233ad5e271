package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of blocks. */
class BlocksTest {
    @ParameterizedTest
    @CsvSource({
        "8080, 8080, 1",
        "8080-8083, 8080, 4",
        "8080-8080, 8080, 1",
        "8080+4, 8080, 4",
        "8080 4, 8080, 4",
        "00080, 80, 1",
        "1-65535, 1, 65535",
        "65535, 65535, 1",
    })
    void aBlockHasFourForms(String text, int start, int count) {
        assertThat(parse(text)).isEqualTo(PortBlock.of(start, count));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "0-5, 0, 6",
        "0-65535, 0, 65535",
        "0+4, 0, 4",
        "8080+0, 8080, 0",
        "8080 0, 8080, 0",
        "65535+4, 65535, 4",
        "65535 65535, 65535, 65535",
    })
    void unsoundBlocksOfSoundNumbersAreForTheEngineToRefuse(String text, int start, int count) {
        assertThat(parse(text)).isEqualTo(PortBlock.of(start, count));
        assertThat(parse(text).problem()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "web, 'web'",
        "80x, '80x'",
        "'', ''",
        "-80, '-80'",
        "80-, '80-'",
        "+4, '+4'",
        "80+, '80+'",
        "80-90-95, '80-90-95'",
        "80+4-5, '80+4-5'",
        "0x50, '0x50'",
        "８０, '８０'",
        "80 x, 'x'",
        "80-90 4, '80-90'",
        "65536, '65536'",
        "80-65536, '80-65536'",
        "80+65536, '80+65536'",
        "80 65536, '65536'",
        "99999999999999999999, '99999999999999999999'",
        "4294967376, '4294967376'",
        "8083-8080, '8083-8080'",
    })
    void whatIsNoBlockIsNamed(String text, String word) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(UsageException.class).hasMessageContaining("'" + word + "'");
    }

    @Test
    void everyBlockIsReadBackFromEachOfItsForms() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int start = 1 + random.nextInt(PortBlock.MAX_PORT);
            PortBlock block = PortBlock.of(start, 1 + random.nextInt(PortBlock.MAX_PORT - start + 1));
            for (String text : List.of(
                    block.toString(),
                    block.start() + "-" + block.last(),
                    block.start() + "+" + block.count(),
                    block.start() + " " + block.count())) {
                assertThat(parse(text)).as("%s, seed %d", text, seed).isEqualTo(block);
            }
        }
    }

    @Test
    void anyTextIsABlockOrAUsageError() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "0123456789-+ x.";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(parse(text.toString()).start()).isBetween(0, PortBlock.MAX_PORT);
            } catch (UsageException expected) {
                assertThat(expected).as("'%s', seed %d", text, seed).hasMessageContaining("'");
            }
        }
    }

    private static PortBlock parse(String text) {
        return Blocks.parse(List.of(text.split(" ", 2)));
    }
}

package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Life;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private static final String FILE = "/proc/self/stat";
    private static final String AFTER = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20 21\n";

    @Test
    void theStartIsFieldTwentyTwoWhateverTheCommandIsCalled() throws Exception {
        for (String command : List.of("java", "a b", ") S 1 2 3", "(x) (y)", "", ") ")) {
            assertThat(ProcessStat.parse(FILE, "4121 (" + command + ")" + AFTER))
                    .isEqualTo(new ProcessStat(new Life(4121, 987_654), 'S', 17));
        }
    }

    @Test
    void aProcessLivesAsLongAsOneOfItsThreadsDoes() {
        Life life = new Life(4121, 987_654);
        assertThat(new ProcessStat(life, 'S', 1).isAlive()).isTrue();
        assertThat(new ProcessStat(life, 'Z', 1).isAlive()).isFalse();
        assertThat(new ProcessStat(life, 'X', 1).isAlive()).isFalse();
        assertThat(new ProcessStat(life, 'Z', 2).isAlive()).isTrue();
    }

    @Test
    void whatIsNoStatIsRefusedByName() {
        for (String text : List.of("", "1 java S", "1 (java) S 1", "x (java)" + AFTER, "1 (java)" + " x".repeat(30))) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> ProcessStat.parse(FILE, text))
                    .withMessageStartingWith(FILE);
        }
    }

    @Test
    void anyTextGivesALifeOrANamedException() {
        long seed = 20_260_104;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "4121 (java)" + AFTER : "");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.insert(random.nextInt(text.length() + 1), " ()0123-\nx".charAt(random.nextInt(10)));
            }
            try {
                assertThat(ProcessStat.parse(FILE, text.toString())).isNotNull();
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageStartingWith(FILE);
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text, leak);
            }
        }
    }
}

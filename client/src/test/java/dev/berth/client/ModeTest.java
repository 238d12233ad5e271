package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words for modes. */
class ModeTest {
    @ParameterizedTest
    @EnumSource
    void theWordOfAModeNamesIt(Mode mode) {
        assertThat(Mode.of(mode.word())).contains(mode);
        assertThat(Mode.of(" " + mode.name() + " ")).contains(mode);
    }

    @Test
    void anotherWordIsRefusedByTheNameOfItsSetting() {
        assertThat(Mode.of("enforce")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mode.parse("berth.mode", "enforce"))
                .withMessage("berth.mode is 'enforce', which is no mode: say auto, enforced or cooperative");
    }
}

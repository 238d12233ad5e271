package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParentProcessTest {
    @Test
    void theParentStandsAfterTheState() {
        assertThat(ParentProcess.parse("4121 (java) S 4100 4121 4100 34816")).hasValue(4100);
        assertThat(ParentProcess.parse("1 (init) S 0 1 1")).hasValue(0);
        assertThat(ParentProcess.parse("7 (a) S 9 (b) ) R 12 1 1")).hasValue(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "4121", "4121 (java", "4121 (java) ", "4121 (java) S", "4121 (java) S x", "1 (a) S -1 2"})
    void otherTextSaysNothing(String text) {
        assertThat(ParentProcess.parse(text)).isEmpty();
    }

    @Test
    void aProcessThatIsNotThereHasNone() {
        assertThat(ParentProcess.of(Integer.MAX_VALUE)).isEmpty();
    }
}

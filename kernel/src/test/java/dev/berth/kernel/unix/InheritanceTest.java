package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class InheritanceTest {
    @Test
    void aNoteIsAMaskAndNumbers() {
        Inheritance inheritance = Inheritance.parse("8000000000001000", "0,10,2,251");
        assertThat(inheritance.ignored()).isEqualTo(1L << 63 | 1L << 12);
        assertThat(inheritance.descriptors()).containsExactly(0, 2, 10, 251);
    }

    @Test
    void nothingMayHaveBeenOpen() {
        assertThat(Inheritance.parse("0", "").descriptors()).isEmpty();
    }

    @Test
    void anythingElseIsNoNote() {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Inheritance.parse("", "0"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Inheritance.parse("0", "0,-1"));
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Inheritance.parse("0", "*"));
    }
}

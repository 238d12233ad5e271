package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SyscallNumberTest {
    @Test
    void knownArchitecturesHaveATable() {
        assertThat(SyscallNumber.isGeneric("amd64")).isFalse();
        assertThat(SyscallNumber.isGeneric("x86_64")).isFalse();
        assertThat(SyscallNumber.isGeneric("aarch64")).isTrue();
        assertThat(SyscallNumber.isGeneric("riscv64")).isTrue();
    }

    @Test
    void anUnknownArchitectureIsRefusedByName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SyscallNumber.isGeneric("s390x"))
                .withMessageContaining("s390x");
    }

    @Test
    void theArchitectureIsReadWithoutTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(SyscallNumber.isGeneric("RISCV64")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void noTwoCallsShareANumber() {
        assertThat(Arrays.stream(SyscallNumber.values()).map(SyscallNumber::here))
                .doesNotHaveDuplicates();
    }
}

package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    @Test
    void itsTextReadsBack() {
        for (long bits : new long[] {0, 1, 0x5d3c_2a19_0000_0001L, -1, Long.MIN_VALUE}) {
            assertThat(Token.parse(new Token(bits).toString())).isEqualTo(new Token(bits));
        }
        assertThat(Token.parse("0xAb")).isEqualTo(new Token(0xab));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "1", "0X1", "0x+1", "0x-1", "0x\u0661", "0x1 ", "0x1\n", "0x10000000000000000"})
    void whatIsNoTokenIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Token.parse(text))
                .withMessage("'" + text + "' is no token, such as 0x5d3c2a1900000001");
    }
}

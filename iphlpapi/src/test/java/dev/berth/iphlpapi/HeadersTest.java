package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Layouts and constants are those of the golden files, which {@link HeadersKernelTest} holds the headers to. */
class HeadersTest {
    @Test
    void everySizeAndOffsetIsTheGoldenOne() throws IOException {
        assertThat(Headers.layouts()).isEqualTo(Headers.golden("layouts.golden"));
    }

    @Test
    void everyConstantIsTheGoldenOne() throws IOException {
        assertThat(Headers.constants()).isEqualTo(Headers.golden("constants.golden"));
    }

    @Test
    void everyCodeIsAConstantOfItsName() throws IOException {
        assertThat(Headers.constants())
                .containsAll(Arrays.stream(Code.values())
                        .map(code -> code.name() + " " + code.number())
                        .toList());
    }
}

package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class InterfaceIndexKernelTest {
    @Test
    void aNameOrANumberGivesTheIndex() throws IOException {
        assertThat(InterfaceIndex.of("lo")).hasValue(1);
        assertThat(InterfaceIndex.of("17")).hasValue(17);
        assertThat(InterfaceIndex.of("nosuch0")).isEmpty();
        assertThat(InterfaceIndex.of("")).isEmpty();
        assertThat(InterfaceIndex.of("99999999999")).isEmpty();
        assertThat(InterfaceIndex.of("-1")).isEmpty();
    }
}

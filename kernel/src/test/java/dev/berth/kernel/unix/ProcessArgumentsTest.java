package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {
    @Test
    void eachPartEndsWithAZeroByte() {
        assertThat(ProcessArguments.split(new byte[] {'a', 0, 0, (byte) 0xff, 'b', 0, 'c'}))
                .containsExactly(new byte[] {'a'}, new byte[] {}, new byte[] {(byte) 0xff, 'b'});
        assertThat(ProcessArguments.split(new byte[0])).isEmpty();
    }
}

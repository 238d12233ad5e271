package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.NetworkNamespace;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MetaTest {
    private static final Meta META =
            new Meta(Meta.ABI, 7, new NetworkNamespace(1, 4_026_531_840L), 0x5d3c_2a19_0000_0001L, new UUID(3, 4), 5);

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Meta.read(META.write())).isEqualTo(META);
    }
}

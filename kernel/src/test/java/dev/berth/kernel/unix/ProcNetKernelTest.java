package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcNetKernelTest {
    @Test
    void theKernelsOwnCountersAreRead() throws IOException {
        assertThat(ProcNet.counters("Tcp"))
                .containsKeys("RtoAlgorithm", "MaxConn", "ActiveOpens", "CurrEstab", "InSegs", "OutSegs", "OutRsts");
        assertThat(ProcNet.counters("Udp")).containsKey("InDatagrams");
    }

    @Test
    void theTablesThatAreThereAreTold() throws IOException {
        assertThat(ProcNet.has("tcp")).isTrue();
        assertThat(ProcNet.has("tcp7")).isFalse();
    }
}

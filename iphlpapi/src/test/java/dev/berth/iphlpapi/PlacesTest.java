package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    @Test
    void theRangeIsWhatTheCommandLineReads() {
        assertThat(range("10000-10999")).contains(PortBlock.between(10_000, 10_999));
        assertThat(range("10000+3")).contains(PortBlock.of(10_000, 3));
        assertThat(range("10000")).contains(PortBlock.of(10_000));
        assertThat(range("")).isEmpty();
        assertThat(Places.of(Map.of()).range()).isEmpty();
    }

    @Test
    void whatNobodyAskedForByNumberComesFromTheRange(@TempDir Path folder) {
        Optional<PortBlock> range = range("10000-10007");
        SocketPorts sockets = Places.socketPorts(new ScriptedKernel(), folder.resolve("store"), range);
        try (Ports ports = sockets.ports()) {
            AcquireRequest four = AcquireRequest.of(Protocol.TCP, 4);
            assertThat(ports.acquire(four).orElseThrow().block().start()).isBetween(10_000, 10_004);
            assertThat(ports.acquire(AcquireRequest.of(Protocol.TCP, 8)).code()).isEqualTo(Code.WSAENOBUFS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9-8", "x", "1-", "-1", "0-5", "5+0", "60000-70000", "99999999999", "1-2-3", " 1"})
    void aRangeThatIsNoneIsRefusedByName(String word) {
        assertThatThrownBy(() -> range(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("BERTH_RUNTIME_RANGE: '" + word + "' is no block: ");
    }

    private static Optional<PortBlock> range(String word) {
        return Places.of(Map.of("BERTH_RUNTIME_RANGE", word)).range();
    }
}

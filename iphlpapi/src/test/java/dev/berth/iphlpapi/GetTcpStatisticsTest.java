package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetTcpStatisticsTest {
    private final ScriptedEntries entries = new ScriptedEntries();
    private final Map<String, Long> counters = new HashMap<>(Map.ofEntries(
            Map.entry("RtoAlgorithm", 1L),
            Map.entry("RtoMin", 200L),
            Map.entry("RtoMax", 120_000L),
            Map.entry("MaxConn", -1L),
            Map.entry("ActiveOpens", 5L),
            Map.entry("PassiveOpens", 6L),
            Map.entry("AttemptFails", 7L),
            Map.entry("EstabResets", 8L),
            Map.entry("CurrEstab", 9L),
            Map.entry("InSegs", 0x1_0000_000AL),
            Map.entry("OutSegs", 0xFFFF_FFFFL),
            Map.entry("RetransSegs", 12L),
            Map.entry("InErrs", 13L),
            Map.entry("OutRsts", 14L),
            Map.entry("InCsumErrors", 15L)));
    private final IpHelper helper = new IpHelper(new BrokenPorts(), entries, new Transport() {
        @Override
        public boolean isConfigured(Family family) {
            return true;
        }

        @Override
        public Map<String, Long> tcpCounters() throws IOException {
            if (counters.isEmpty()) {
                throw new IOException("no such file");
            }
            return counters;
        }
    });

    @Test
    void everyCounterHasItsPlaceAndConnectionsAreAllButListeners() {
        entries.connection("127.0.0.1:1", "127.0.0.1:2");
        entries.connection("[::1]:1", "[::1]:2");
        entries.add(Protocol.TCP, EntryState.TIME_WAIT, "127.0.0.1:3", "127.0.0.1:2", 0);
        entries.add(Protocol.TCP, EntryState.LISTEN, "127.0.0.1:2", "0.0.0.0:*", 0);
        entries.add(Protocol.TCP, EntryState.BOUND, "127.0.0.1:4", "0.0.0.0:*", 0);
        MIB_TCPSTATS[] statistics = new MIB_TCPSTATS[1];
        assertThat(helper.GetTcpStatistics(statistics)).isZero();
        assertThat(statistics)
                .containsExactly(new MIB_TCPSTATS(
                        MIB_TCP_RTO.MIB_TCP_RTO_OTHER, 200, 120_000, -1, 5, 6, 7, 8, 9, 10, -1, 12, 13, 14, 3));
        assertThat(helper.explain()).startsWith("GetTcpStatistics: NO_ERROR (0): ");
    }

    @Test
    void nowhereToPutThemIs87() {
        assertThat(helper.GetTcpStatistics(null)).isEqualTo(87);
        assertThat(helper.GetTcpStatistics(new MIB_TCPSTATS[0])).isEqualTo(87);
    }

    @Test
    void whatTheKernelDoesNotTellIsACodeAndNothingIsHandedOut() {
        MIB_TCPSTATS[] statistics = new MIB_TCPSTATS[1];
        counters.remove("OutRsts");
        assertThat(helper.GetTcpStatistics(statistics)).isEqualTo(1117);
        assertThat(helper.explain()).contains("ERROR_IO_DEVICE (1117)", "OutRsts");
        counters.clear();
        assertThat(helper.GetTcpStatistics(statistics)).isEqualTo(1117);
        entries.refusal = new Outcome.Refused<>(Code.ERROR_NOT_SUPPORTED, "no sock_diag");
        assertThat(helper.GetTcpStatistics(statistics)).isEqualTo(50);
        assertThat(statistics).containsOnlyNulls();
    }
}

package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function that hands out the counters of TCP. Both families are counted, as Linux counts them together. */
final class TcpStatistics {
    private final Entries entries;
    private final Transport transport;

    TcpStatistics(Entries entries, Transport transport) {
        this.entries = entries;
        this.transport = transport;
    }

    Outcome<String> get(MIB_TCPSTATS @Nullable [] statistics) {
        if (statistics == null || statistics.length != 1) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, "Statistics is not an array of one element");
        }
        return switch (entries.count(EntryQuery.of(Protocol.TCP))) {
            case Outcome.Refused<Map<EntryState, Long>> refused -> refused.retyped();
            case Outcome.Granted<Map<EntryState, Long>> granted -> {
                try {
                    statistics[0] = statistics(transport.tcpCounters(), connections(granted.value()));
                    yield Outcome.granted("the counters of TCP, of IPv4 and IPv6 together", granted.warnings());
                } catch (IOException failed) {
                    yield Outcome.refused(Code.ERROR_IO_DEVICE, "the counters of TCP: " + failed.getMessage());
                }
            }
        };
    }

    /** What Windows counts as connections: all but listeners. A socket that is merely bound is no entry there. */
    private static long connections(Map<EntryState, Long> states) {
        return states.entrySet().stream()
                .filter(state -> state.getKey() != EntryState.LISTEN && state.getKey() != EntryState.BOUND)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static MIB_TCPSTATS statistics(Map<String, Long> counters, long connections) throws IOException {
        return new MIB_TCPSTATS(
                counter(counters, "RtoAlgorithm"),
                counter(counters, "RtoMin"),
                counter(counters, "RtoMax"),
                counter(counters, "MaxConn"),
                counter(counters, "ActiveOpens"),
                counter(counters, "PassiveOpens"),
                counter(counters, "AttemptFails"),
                counter(counters, "EstabResets"),
                counter(counters, "CurrEstab"),
                counter(counters, "InSegs"),
                counter(counters, "OutSegs"),
                counter(counters, "RetransSegs"),
                counter(counters, "InErrs"),
                counter(counters, "OutRsts"),
                (int) connections);
    }

    /** A counter as a DWORD, which begins anew after its last 32 bits as on Windows. */
    private static int counter(Map<String, Long> counters, String name) throws IOException {
        Long counter = counters.get(name);
        if (counter == null) {
            throw new IOException("this kernel has none that is called " + name);
        }
        return (int) (long) counter;
    }
}

package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.And;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.Host;
import dev.berth.api.EntryFilter.Port;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinnedTupleTest {
    private static final Endpoint HERE = Table.loopback(80);
    private static final Endpoint THERE = Table.loopback(1);
    private static final EntryFilter SRC = Table.exactly(End.LOCAL, HERE);
    private static final EntryFilter DST = Table.exactly(End.REMOTE, THERE);
    private static final EntryFilter STATE = new EntryFilter.State(Set.of(EntryState.ESTABLISHED));

    @Test
    void whatLeavesAnEndOpenPinsNothing() {
        for (EntryFilter filter : List.of(
                EntryFilter.ALL,
                SRC,
                DST,
                new And(SRC, SRC),
                new EntryFilter.Or(SRC, DST),
                new EntryFilter.Not(new And(SRC, DST)),
                new And(SRC, new EntryFilter.Not(DST)),
                new And(SRC, host(End.REMOTE, "127.0.0.1", 32, OptionalInt.empty())),
                new And(SRC, host(End.REMOTE, "127.0.0.1", 24, OptionalInt.of(1))),
                new And(SRC, new Port(End.REMOTE, Comparison.EQUAL, 1)),
                new And(
                        SRC,
                        new And(
                                host(End.REMOTE, "127.0.0.1", 32, OptionalInt.empty()),
                                new Port(End.REMOTE, Comparison.AT_MOST, 1))),
                new And(SRC, host(End.REMOTE, "127.0.0.1", 32, OptionalInt.of(0))),
                new And(SRC, host(End.REMOTE, "::1", 128, OptionalInt.of(1))))) {
            assertThat(PinnedTuple.of(Protocol.TCP, filter)).as("%s", filter).isEmpty();
        }
    }

    @Test
    void whatContradictsItselfOrNamesAnInterfacePinsNothing() {
        EntryFilter both = new And(SRC, DST);
        assertThat(PinnedTuple.of(Protocol.TCP, new And(both, Table.exactly(End.LOCAL, THERE))))
                .isEmpty();
        assertThat(PinnedTuple.of(Protocol.TCP, new And(both, Table.local(81)))).isEmpty();
        assertThat(PinnedTuple.of(Protocol.TCP, new And(both, new EntryFilter.Device("lo"))))
                .isEmpty();
    }

    @Test
    void onlyConnectionsOfTcpArePinned() {
        EntryFilter both = new And(SRC, DST);
        assertThat(PinnedTuple.of(Protocol.UDP, both)).isEmpty();
        assertThat(PinnedTuple.of(Protocol.TCP_UDP, both)).isEmpty();
    }

    @Test
    void bothEndsPinAConnectionHoweverTheyAreSaid() {
        EntryKey key = EntryKey.tcp(HERE, THERE);
        EntryFilter apart = new And(
                new And(new Port(End.REMOTE, Comparison.EQUAL, 1), new Port(End.LOCAL, Comparison.EQUAL, 80)),
                new And(
                        host(End.LOCAL, "127.0.0.1", 32, OptionalInt.empty()),
                        host(End.REMOTE, "127.0.0.1", 32, OptionalInt.empty())));
        EntryFilter mapped = new And(
                host(End.LOCAL, "::ffff:127.0.0.1", 128, OptionalInt.of(80)),
                host(End.REMOTE, "127.0.0.1", 32, OptionalInt.of(1)));
        for (EntryFilter filter : List.of(
                new And(SRC, DST), new And(DST, new And(STATE, SRC)), new And(SRC, new And(SRC, DST)), apart, mapped)) {
            assertThat(PinnedTuple.of(Protocol.TCP, filter)).as("%s", filter).contains(key);
        }
        EntryFilter cookie = new And(new And(SRC, DST), new EntryFilter.Cookie(9));
        assertThat(PinnedTuple.of(Protocol.TCP, cookie))
                .contains(new EntryKey(Protocol.TCP, HERE, THERE, 0, OptionalLong.of(9)));
    }

    private static Host host(End end, String address, int prefix, OptionalInt port) {
        return new Host(end, IpAddress.parse(address), prefix, port);
    }
}

package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryCountTest {
    private static final EntryFilter LISTENING = new EntryFilter.State(Set.of(EntryState.LISTEN));

    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
        table.sockets.listen(Protocol.TCP, 80);
        table.sockets.listen(Protocol.TCP, 81);
        table.sockets.listen(Protocol.UDP, 53);
        table.connection(80, 1);
        table.tcp(EntryState.BOUND, Table.loopback(99), Table.NOWHERE);
    }

    @Test
    void whatFailsIsRefused() {
        table.kernel.script().fail("SocketTable.count", new Errno(5));
        assertThat(refused(count(EntryQuery.of(Protocol.TCP)), Code.ERROR_IO_DEVICE))
                .startsWith("count tcp entries: ");
    }

    @Test
    void statesAreCountedWithoutListing() {
        EntryQuery both = EntryQuery.of(Protocol.TCP_UDP);
        assertThat(count(both).orElseThrow())
                .isEqualTo(Map.of(EntryState.LISTEN, 2L, EntryState.ESTABLISHED, 1L, EntryState.UNCONNECTED, 1L));
        assertThat(count(both.with(EntryDetail.BOUND).with(EntryDetail.OWNERS)).orElseThrow())
                .containsEntry(EntryState.BOUND, 1L);
        assertThat(count(both.where(LISTENING)).orElseThrow()).isEqualTo(Map.of(EntryState.LISTEN, 2L));
        assertThat(count(both.where(new EntryFilter.Not(LISTENING))).orElseThrow())
                .isEqualTo(Map.of(EntryState.ESTABLISHED, 1L, EntryState.UNCONNECTED, 1L));
        assertThat(count(both.where(new EntryFilter.And(LISTENING, new EntryFilter.Not(LISTENING))))
                        .orElseThrow())
                .isEmpty();
        assertThat(table.calls()).noneMatch(call -> call.startsWith("SocketTable.list"));
        assertThat(table.calls()).doesNotContain("ProcessTable.socketOwners");
    }

    @Test
    void anythingElseIsCountedByListing() {
        EntryQuery query = EntryQuery.of(Protocol.TCP).with(EntryDetail.INFO).with(EntryDetail.OWNERS);
        for (EntryFilter filter : List.of(
                Table.local(80),
                new EntryFilter.Or(Table.local(80), new EntryFilter.And(LISTENING, Table.local(80))))) {
            table.kernel.script().restart();
            assertThat(count(query.where(filter)).orElseThrow())
                    .isEqualTo(Map.of(EntryState.LISTEN, 1L, EntryState.ESTABLISHED, 1L));
            assertThat(table.calls()).containsExactly("SocketTable.list tcp");
        }
    }

    private Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        return table.entries.count(query);
    }
}

package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** On random tables and with random filters, what is listed, counted and closed is what the filter means. */
class EntryPropertyTest {
    private static final int FILTERS = 40;
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final SecureRandom SEEDS = new SecureRandom();

    @TempDir
    private Path folder;

    @RepeatedTest(40)
    void whatIsListedCountedAndClosedIsWhatTheFilterMeans() {
        long seed = SEEDS.nextLong();
        RandomTable random = new RandomTable(seed);
        Table table = new Table(folder);
        random.fill(table);
        List<Entry> all = table.sockets.entries();
        for (int i = 0; i < FILTERS; i++) {
            EntryFilter filter = random.filter(all, 3);
            Protocol protocol = PROTOCOLS.get(i % PROTOCOLS.size());
            String what = "seed " + seed + ": " + protocol + " " + filter;
            List<Entry> meant = all.stream()
                    .filter(entry -> entry.protocol().meets(protocol) && RandomTable.meets(entry, filter))
                    .toList();
            EntryQuery query = new EntryQuery(protocol, filter, Set.of(EntryDetail.BOUND));

            assertThat(table.list(query.with(EntryDetail.OWNERS)).orElseThrow())
                    .as(what)
                    .isEqualTo(meant.size());
            assertThat(table.listed).as(what).containsExactlyInAnyOrderElementsOf(meant);
            assertThat(table.entries.count(query).orElseThrow()).as(what).isEqualTo(counted(meant));
            assertClosed(table, CloseRequest.of(protocol, filter), meant, what);
        }
    }

    @RepeatedTest(20)
    void whatIsClosedIsGoneAndNothingElse() {
        long seed = SEEDS.nextLong();
        RandomTable random = new RandomTable(seed);
        Table table = new Table(folder);
        random.fill(table);
        List<Entry> all = table.sockets.entries();
        EntryFilter filter = random.filter(all, 2);
        Outcome<ClosingCount> outcome =
                table.close(CloseRequest.of(Protocol.TCP_UDP, filter).with(Option.ALL));
        assertThat(table.sockets.entries())
                .as("seed %d: %s", seed, filter)
                .containsExactlyElementsOf(all.stream()
                        .filter(entry -> entry.state() == EntryState.BOUND || !RandomTable.meets(entry, filter))
                        .toList());
        int closed = all.size() - table.sockets.entries().size();
        assertThat(outcome instanceof Outcome.Granted<ClosingCount>(ClosingCount count, var _) ? count.closed() : 0)
                .isEqualTo(closed);
    }

    private static void assertClosed(Table table, CloseRequest request, List<Entry> meant, String what) {
        Outcome<ClosingCount> outcome = table.close(request.with(Option.ALL).with(Option.DRY_RUN));
        assertThat(outcome.code()).as(what).isEqualTo(meant.isEmpty() ? Code.ERROR_MR_MID_NOT_FOUND : Code.NO_ERROR);
        assertThat(table.closings).extracting(Closing::fate).allMatch(Fate.MATCHED::equals);
        assertThat(table.closings)
                .as(what)
                .extracting(Closing::entry)
                .containsExactlyInAnyOrderElementsOf(meant.stream()
                        .map(entry -> entry.with(Owners.NOT_ASKED))
                        .toList());
    }

    private static Map<EntryState, Long> counted(List<Entry> entries) {
        return entries.stream().collect(Collectors.groupingBy(Entry::state, Collectors.counting()));
    }
}

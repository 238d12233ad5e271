package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of entries, at any width. */
class EntryTableTest {
    private static final Set<EntryDetail> ALL = Set.of(EntryDetail.OWNERS, EntryDetail.INFO);

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120, 200, 1000})
    void eachWidthHasItsLayout(int width) {
        List<Entry> narrow = List.of(EntrySamples.SHORT, EntrySamples.OVER, EntrySamples.LISTENER, EntrySamples.MAPPED);
        StringBuilder all = new StringBuilder();
        for (Set<EntryDetail> details : List.of(Set.<EntryDetail>of(), Set.of(EntryDetail.OWNERS), ALL)) {
            String few = table(width, details, narrow);
            if (width >= 100 || details.isEmpty()) {
                assertThat(few.lines()).allMatch(line -> line.length() <= width);
            }
            all.append(few)
                    .append('\n')
                    .append(table(width, details, EntrySamples.TABLE))
                    .append('\n');
        }
        Golden.check("entries-" + width + ".table", all.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 79, 80, 99, 131, 132, 133, 140, 160, 180, 201, 500})
    void noAddressIsEverCut(int width) {
        for (Set<EntryDetail> details : List.of(Set.<EntryDetail>of(), Set.of(EntryDetail.OWNERS), ALL)) {
            String table = table(width, details, EntrySamples.TABLE);
            for (Entry entry : EntrySamples.TABLE) {
                assertThat(table)
                        .contains(entry.local().toString(), entry.remote().toString());
            }
            assertThat(table.lines()).hasSize(6);
        }
    }

    @Test
    void noLineIsLongerThanItHasToBe() {
        int least = length(table(1, ALL, EntrySamples.TABLE));
        for (int width = 1; width < 260; width++) {
            assertThat(length(table(width, ALL, EntrySamples.TABLE))).isLessThanOrEqualTo(Math.max(width, least));
        }
    }

    @Test
    void aWiderTerminalNeverShowsFewerColumns() {
        int before = 0;
        for (int width = 1; width < 260; width++) {
            int columns = table(width, ALL, EntrySamples.TABLE)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .split(" +", -1)
                    .length;
            assertThat(columns).isGreaterThanOrEqualTo(before);
            before = columns;
        }
        assertThat(before).isEqualTo(12);
    }

    @Test
    void rowsAreSortedByPortAndAddress() {
        assertThat(table(1000, Set.of(), EntrySamples.TABLE).lines().skip(1).map(line -> line.split(" +", -1)[3]))
                .containsExactly(
                        "10.0.0.1:443",
                        "[::ffff:10.0.0.1]:443",
                        "127.0.0.1:8080",
                        "[::]:8080",
                        "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535");
    }

    @Test
    void moreThanFitsIsPrintedAsItComesAndAllOfIt() {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < EntryTable.HELD + 5_000; i++) {
            many.add(at(60_000 - i));
        }
        List<String> rows = table(80, Set.of(EntryDetail.OWNERS), many).lines().toList();
        assertThat(rows).hasSize(many.size() + 1);
        assertThat(rows.get(1)).contains("127.0.0.1:60000 ");
        assertThat(rows.getLast()).contains("127.0.0.1:" + (60_001 - many.size()) + " ");
        assertThat(table(80, Set.of(), many.subList(0, EntryTable.HELD))
                        .lines()
                        .skip(1)
                        .findFirst())
                .hasValueSatisfying(row -> assertThat(row).contains("127.0.0.1:" + (60_001 - EntryTable.HELD) + " "));
    }

    @Test
    void bothProtocolsHaveAColumnAndAnInterfaceItsName() {
        String table = table(1000, Protocol.TCP_UDP, Set.of(), List.of(EntrySamples.DATAGRAMS));
        assertThat(table).startsWith("PROTOCOL  STATE").contains("udp       UNCONN", "127.0.0.53%lo:53  0.0.0.0:*");
    }

    private static Entry at(int port) {
        Entry like = EntrySamples.SHORT;
        Endpoint local = new Endpoint(IpAddress.parse("127.0.0.1"), port);
        return new Entry(
                like.protocol(),
                like.state(),
                local,
                like.remote(),
                0,
                0,
                port,
                0,
                0,
                0,
                like.timer(),
                like.info(),
                like.owners());
    }

    private static int length(String table) {
        return Arrays.stream(table.split("\n", -1))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static String table(int width, Set<EntryDetail> details, List<Entry> entries) {
        return table(width, Protocol.TCP, details, entries);
    }

    private static String table(int width, Protocol protocol, Set<EntryDetail> details, List<Entry> entries) {
        List<String> printed = new ArrayList<>();
        EntryTable table = new EntryTable(
                protocol,
                details,
                () -> OptionalInt.of(width),
                new EntryCells(index -> index == 1 ? "lo" : "?"),
                printed::add);
        entries.forEach(table::add);
        assertThat(table.end()).isTrue();
        // As the console shows what a process calls itself.
        return printed.stream().collect(Collectors.joining()).replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
    }
}

package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code berth entries} on entries that are not there. */
class EntriesCommandTest {
    private final CommandLineFixture fixture = new CommandLineFixture();
    private final Schema schema = Schema.ofEntries();

    @Test
    void aTable() {
        fixture.entries.table.addAll(EntrySamples.TABLE);
        golden("entries.txt", fixture.run("entries --owners"));
        fixture.columns = OptionalInt.of(80);
        golden("entries-terminal.txt", fixture.run("entries --owners"));
        assertThat(fixture.ports.closed).isTrue();
    }

    @Test
    void columnsOfTheEnvironmentGoBeforeThoseOfTheTerminal() {
        var narrow = new CommandLineFixture(Map.of("COLUMNS", "80"));
        narrow.columns = OptionalInt.of(200);
        narrow.entries.table.addAll(EntrySamples.TABLE);
        fixture.columns = OptionalInt.of(80);
        fixture.entries.table.addAll(EntrySamples.TABLE);
        assertThat(narrow.run("entries --owners")).isEqualTo(fixture.run("entries --owners"));
        for (String senseless : List.of("", "0", "x", "-1", "99999999999")) {
            var odd = new CommandLineFixture(Map.of("COLUMNS", senseless));
            odd.columns = OptionalInt.of(80);
            odd.entries.table.addAll(EntrySamples.TABLE);
            assertThat(odd.run("entries --owners")).isEqualTo(narrow.run("entries --owners"));
        }
    }

    @Test
    void jsonIsALineForEachEntry() {
        fixture.entries.table.addAll(EntrySamples.TABLE);
        fixture.entries.table.add(EntrySamples.DATAGRAMS);
        fixture.entries.table.add(EntrySamples.plain(EntrySamples.SHORT));
        var run = fixture.run("entries --udp --tcp --owners --info --json");
        golden("entries.json", run);
        schema.checkLines(run.out());
        assertThat(run.out()).hasLineCount(7);
        JsonObject line = JsonParser.parseString(run.out().lines().findFirst().orElseThrow())
                .getAsJsonObject();
        assertThat(line.get("cookie").getAsString()).isEqualTo("0xfedcba9876543210");
        assertThat(line.getAsJsonArray("owners")
                        .get(0)
                        .getAsJsonObject()
                        .get("command")
                        .getAsString())
                .isEqualTo(EntrySamples.EVIL.command());
    }

    @Test
    void everyStateHasAWordOfTheSchema() {
        for (EntryState state : EntryState.values()) {
            fixture.entries.table.add(EntrySamples.in(state, EntrySamples.SHORT));
            fixture.entries.table.add(EntrySamples.in(state, EntrySamples.DATAGRAMS));
        }
        schema.checkLines(fixture.run("entries --json").out());
    }

    @Test
    void warningsAreTheLastLine() {
        fixture.entries.table.add(EntrySamples.SHORT);
        fixture.entries.warnings.add("one");
        var run = fixture.run("entries --json");
        schema.checkLines(run.out());
        assertThat(run.out()).hasLineCount(2).endsWith("\n{\"warnings\":[\"one\"]}\n");
        assertThat(run.err()).isEqualTo("berth: warning: one\n");
        assertThat(fixture.run("entries --quiet").err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--json, 2", "'', 2", "--watch, 0", "--counts, 0"})
    void aRefusalComesAfterWhatWasThere(String option, int lines) {
        fixture.entries.table.add(EntrySamples.SHORT);
        fixture.entries.refuse(Outcome.refused(Code.ERROR_IO_DEVICE, "list tcp entries: interrupted"));
        var run = fixture.run("entries " + option + (option.isEmpty() ? "--quiet" : ""));
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.err()).isEqualTo("berth: ERROR_IO_DEVICE (1117): list tcp entries: interrupted\n");
        assertThat(run.out()).hasLineCount(lines);
        if (option.equals("--json")) {
            schema.checkLines(run.out());
        }
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(fixture.run("entries")).isEqualTo(new CommandLineFixture.Run(Exit.DONE, "no entries\n", ""));
        assertThat(fixture.run("entries --json")).isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "entries, TCP, ''",
        "entries --tcp, TCP, ''",
        "entries --udp, UDP, ''",
        "entries --udp --tcp, TCP_UDP, ''",
        "entries --bound --owners, TCP, BOUND OWNERS",
        "entries --info --udp, UDP, INFO",
    })
    void aQueryCarriesAllThatWasSaid(String line, Protocol protocol, String details) {
        fixture.run(line);
        var query = fixture.entries.queries.getFirst();
        assertThat(query.protocol()).isEqualTo(protocol);
        assertThat(query.filter()).isEqualTo(EntryFilter.ALL);
        assertThat(query.details())
                .isEqualTo(
                        details.isEmpty()
                                ? Set.of()
                                : Set.of(List.of(details.split(" ")).stream()
                                        .map(EntryDetail::valueOf)
                                        .toArray()));
    }

    @Test
    void counts() {
        fixture.entries.table.addAll(EntrySamples.TABLE);
        golden("counts.txt", fixture.run("entries --counts"));
        var json = fixture.run("entries --counts --json");
        golden("counts.json", json);
        schema.check(json.out());
    }

    @ParameterizedTest
    @CsvSource({
        "entries --counts --owners, --counts goes without --owners",
        "entries --counts --watch, --counts goes without --watch",
        "entries --interval 2, --interval goes with --watch",
        "entries --watch --interval 0, '--interval: ''0'' is no number of seconds'",
        "entries --watch --interval 0.0001, ''''",
        "entries --watch --interval 1e3, ''''",
        "entries --watch --interval 99999, ''''",
    })
    void whatMakesNoSenseOpensNothing(String line, String sentence) {
        var run = fixture.run(line);
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains(sentence).endsWith("berth: see 'berth entries --help'\n");
        assertThat(fixture.places).isEmpty();
    }

    @Test
    void aWatchTellsWhatChanges() {
        Entry established = EntrySamples.in(EntryState.ESTABLISHED, EntrySamples.SHORT);
        fixture.entries.table.addAll(List.of(established, EntrySamples.LISTENER));
        fixture.pace.during(() -> {});
        fixture.pace.during(() -> {
            fixture.entries.table.set(0, EntrySamples.SHORT);
            fixture.entries.table.add(EntrySamples.LONG);
        });
        fixture.pace.during(() -> fixture.entries.table.remove(1));
        var run = fixture.run("entries --watch --interval 0.25 --owners");
        golden("watch.txt", run);
        assertThat(fixture.pace.pauses).containsOnly(Duration.ofMillis(250)).hasSize(4);
    }

    @Test
    void aWatchForPrograms() {
        fixture.entries.table.add(EntrySamples.plain(EntrySamples.LISTENER));
        fixture.pace.during(() -> fixture.entries.table.set(0, EntrySamples.plain(EntrySamples.SHORT)));
        fixture.pace.during(() -> fixture.entries.table.set(
                0, EntrySamples.in(EntryState.LAST_ACK, EntrySamples.plain(EntrySamples.SHORT))));
        var run = fixture.run("entries --watch --json");
        golden("watch.json", run);
        schema.checkLines(run.out());
        assertThat(fixture.pace.pauses).containsOnly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"entries --json, 2000", "entries, 20000", "entries --watch, 1"})
    void whoLooksEndsWithTheReader(String line, int entries) {
        fixture.entries.table.addAll(java.util.Collections.nCopies(entries, EntrySamples.SHORT));
        fixture.pace.during(fixture.entries.table::clear);
        fixture.pace.during(() -> {
            throw new AssertionError("watched on");
        });
        PrintStream gone = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        var err = new java.io.ByteArrayOutputStream();
        assertThat(fixture.berth(new Console(gone, new PrintStream(err), () -> true))
                        .run(line.split(" ")))
                .isEqualTo(Exit.DONE);
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }

    private static void golden(String file, CommandLineFixture.Run run) {
        String err = run.err().isEmpty() ? "" : "-- stderr --\n" + run.err();
        Golden.check(file, run.out() + err + "-- exit " + run.exit().number() + " --\n");
    }
}

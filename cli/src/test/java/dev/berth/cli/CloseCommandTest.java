package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing.Fate;
import dev.berth.api.Code;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.FilterSyntaxException;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code berth close} on entries that are not there. */
class CloseCommandTest {
    private static final String FILTER = " cookie = 0x1a2b";

    private final CommandLineFixture fixture = new CommandLineFixture();
    private final Schema schema = Schema.ofEntries();

    @Test
    void oneIsClosed() {
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.SHORT, Fate.CLOSED, "its port stays bound"));
        check("close-one", "close" + FILTER);
    }

    @Test
    void severalAreClosedAsFarAsThatGoes() {
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.SHORT, Fate.CLOSED));
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.OVER, Fate.GONE));
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.LONG, Fate.CLOSED));
        check("close-several", "close --all" + FILTER);
        fixture.entries.closings.add(
                EntrySamples.closing(EntrySamples.MAPPED, Fate.REFUSED, "it is a path of an MPTCP connection"));
        check("close-refused", "close --all" + FILTER);
        assertThat(fixture.run("close --all --quiet" + FILTER))
                .isEqualTo(new CommandLineFixture.Run(
                        Exit.REFUSED,
                        "",
                        "berth: not closed: tcp [::ffff:10.0.0.1]:443 [::ffff:192.168.100.200]:5:"
                                + " it is a path of an MPTCP connection\n"));
    }

    @Test
    void aDryRunIsCommands() {
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.SHORT, Fate.MATCHED));
        fixture.entries.closings.add(
                EntrySamples.closing(EntrySamples.LISTENER, Fate.MATCHED, "its owner may\nlisten again"));
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.OVER, Fate.MATCHED));
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.DATAGRAMS, Fate.MATCHED));
        check("close-dry-run", "close --dry-run --udp --tcp" + FILTER);
        assertThat(fixture.run("close --dry-run --force" + FILTER).out()).startsWith("berth close --force 'src = ");
    }

    @Test
    void severalWithoutLeaveAreListed() {
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.plain(EntrySamples.SHORT), Fate.MATCHED));
        fixture.entries.closings.add(EntrySamples.closing(EntrySamples.plain(EntrySamples.OVER), Fate.MATCHED));
        fixture.entries.refuse(Outcome.refused(
                Code.ERROR_INVALID_PARAMETER, "close tcp entries: 2 entries match, and that takes --all"));
        check("close-matched", "close" + FILTER);
    }

    @ParameterizedTest
    @CsvSource({"ERROR_MR_MID_NOT_FOUND, 1", "ERROR_ACCESS_DENIED, 4", "ERROR_NOT_SUPPORTED, 1"})
    void aRefusalEndsAsAnyOther(Code code, int exit) {
        fixture.entries.refuse(Outcome.refused(code, "no"));
        var run = fixture.run("close" + FILTER);
        assertThat(run)
                .isEqualTo(new CommandLineFixture.Run(
                        run.exit(), "", "berth: " + code + " (" + code.number() + "): no\n"));
        assertThat(run.exit().number()).isEqualTo(exit);
        schema.checkLines(fixture.run("close --json" + FILTER).out());
    }

    @Test
    void aRequestCarriesAllThatWasSaid() {
        fixture.run("close --udp --all --force --dry-run --rate 3" + FILTER);
        fixture.run("close cookie = 0x1a2b");
        var request = fixture.entries.requests.getFirst();
        assertThat(request.protocol()).isEqualTo(Protocol.UDP);
        assertThat(request.filter()).isEqualTo(new EntryFilter.Cookie(0x1a2b));
        assertThat(request.options()).containsExactlyInAnyOrder(Option.values());
        assertThat(request.perSecond()).hasValue(3);
        var bare = fixture.entries.requests.getLast();
        assertThat(bare.protocol()).isEqualTo(Protocol.TCP);
        assertThat(bare.options()).isEmpty();
        assertThat(bare.perSecond()).hasValue(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "close, missing words: FILTER",
        "close --all, missing words: FILTER",
        "close --rate 0 cookie = 1, '--rate: ''0'' is no number'",
        "close --rate x cookie = 1, ''''",
        "close --rate 9999999999 cookie = 1, ''''",
    })
    void whatMakesNoSenseOpensNothing(String line, String sentence) {
        var run = fixture.run(line);
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains(sentence).endsWith("berth: see 'berth close --help'\n");
        assertThat(fixture.places).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "entries"})
    void aFilterThatMakesNoSenseIsShownWithTheWord(String command) {
        var run = fixture.run(command + " sport = :http4 and dport = :5");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        String[] said = run.err().split("\n", -1);
        assertThat(said).hasSize(5);
        assertThat(said[0]).contains("http4");
        assertThat(said[1]).isEqualTo("berth:   sport = :http4 and dport = :5");
        assertThat(said[2]).matches("berth:           {1,2}\\^");
        assertThat(said[3]).isEqualTo("berth: see 'berth " + command + " --help'");
        schema.check(fixture.run(command, "--json", "sport", "=", ":http4").out());
    }

    @Test
    void theCaretStandsBelowWhatComesAfterOddCharacters() {
        String[] said =
                fixture.run("entries", "owner", "😀\t😀", "nonsense", "=").err().split("\n", -1);
        assertThat(said[1]).isEqualTo("berth:   owner 😀?😀 nonsense =");
        assertThat(said[2].codePointCount(0, said[2].length()))
                .isBetween("berth:   owner x".length(), "berth:   owner x?x nonsense =".length() + 1);
    }

    @Test
    void theWordsOfAFilterMayBeQuotedOrNot() throws FilterSyntaxException {
        fixture.run("close", "src", "127.0.0.1", "and", "dport", "=", ":web");
        fixture.run("close", "src 127.0.0.1 and dport = :web");
        fixture.run("close", "src", "127.0.0.1", "--udp", "and", "dport = :web", "--tcp");
        assertThat(fixture.entries.requests).hasSize(3);
        assertThat(fixture.entries.requests.stream()
                        .map(request -> request.filter())
                        .distinct())
                .containsExactly(new EntryFilter.And(
                        EntryFilter.parse("src 127.0.0.1", ServicePorts.NONE),
                        EntryFilter.parse("dport = :8080", ServicePorts.NONE)));
    }

    private void check(String file, String line) {
        golden(file + ".txt", fixture.run(line));
        var json = fixture.run(line + " --json");
        golden(file + ".json", json);
        schema.checkLines(json.out());
    }

    private static void golden(String file, CommandLineFixture.Run run) {
        String err = run.err().isEmpty() ? "" : "-- stderr --\n" + run.err();
        Golden.check(file, run.out() + err + "-- exit " + run.exit().number() + " --\n");
    }
}

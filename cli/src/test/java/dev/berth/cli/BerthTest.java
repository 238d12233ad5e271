package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.Remedy;
import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How command lines are carried out, and how they end. */
class BerthTest {
    private final CommandLineFixture fixture = new CommandLineFixture();

    @Test
    void aRequestCarriesAllThatWasSaid() {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        var run = fixture.run("create tcp 8080 4 --name web --consumer user:www-data --consumer=cgroup:/a/b"
                + " --deny-with eaddrinuse --keep-privileged");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(fixture.ports.asked)
                .containsExactly("ReservationRequest[protocol=tcp, block=8080-8083, name=Optional[web],"
                        + " consumers=[user:www-data, cgroup:/a/b], deny=EADDRINUSE, lowPorts=PRIVILEGED,"
                        + " remedies=[]]");
        assertThat(fixture.ports.closed).isTrue();
    }

    @Test
    void aBareRequestHasTheDefaults() {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        fixture.run("create udp 53");
        assertThat(fixture.ports.asked)
                .containsExactly("ReservationRequest[protocol=udp, block=53, name=Optional.empty, consumers=[],"
                        + " deny=EACCES, lowPorts=FREE_FOR_CONSUMERS, remedies=[]]");
    }

    @ParameterizedTest
    @CsvSource({
        "create tcp 80 --adopt, ADOPT",
        "create tcp 80 --evict, EVICT",
        "create --evict tcp 80, EVICT",
        "create tcp 80 --evict=terminate, TERMINATE",
        "create --evict=terminate tcp 80, TERMINATE",
        "create tcp --evict --adopt 80, 'ADOPT EVICT'",
        "create --adopt --evict=terminate tcp 80, 'ADOPT TERMINATE'",
    })
    void remedies(String line, String remedies) {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        assertThat(fixture.run(line).exit()).isEqualTo(Exit.DONE);
        assertThat(fixture.ports.requests.getFirst().remedies())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(remedies.split(" ", -1)).map(Remedy::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp 8080-8083 --name site | tcp 8080-8083 | Given[name=site], consumers=Optional.empty,"
                        + " deny=Optional.empty, lowPorts=Optional.empty",
                "web --no-name | web | Taken[], consumers=Optional.empty, deny=Optional.empty, lowPorts=Optional.empty",
                "web --consumer user:bob --consumer group:33 | web | Kept[], consumers=Optional[[user:bob, group:33]],"
                        + " deny=Optional.empty, lowPorts=Optional.empty",
                "web --no-consumers --keep-privileged | web | Kept[], consumers=Optional[[]], deny=Optional.empty,"
                        + " lowPorts=Optional[PRIVILEGED]",
                "web --deny-with eaddrinuse --no-keep-privileged | web | Kept[], consumers=Optional.empty,"
                        + " deny=Optional[EADDRINUSE], lowPorts=Optional[FREE_FOR_CONSUMERS]",
            })
    void aChangeCarriesWhatWasSaidAndNothingElse(String words, String target, String change) {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        assertThat(fixture.run("change " + words).exit()).isEqualTo(Exit.DONE);
        assertThat(fixture.ports.asked)
                .containsExactly("change " + target + " ReservationChange[naming=" + change + "]");
    }

    @Test
    void aChangeByNameAndProtocolAsksForTheProtocolFirst() {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        assertThat(fixture.run("change udp web --no-name").exit()).isEqualTo(Exit.REFUSED);
        assertThat(fixture.ports.asked).containsExactly("lookup web");
        fixture.ports.answer(Outcome.granted(Samples.WEB)).answer(Outcome.granted(Samples.WEB));
        assertThat(fixture.run("change tcp web --no-name").exit()).isEqualTo(Exit.DONE);
        assertThat(fixture.ports.asked).hasSize(3);
    }

    @Test
    void optionsMayStandBetweenTheWords() {
        fixture.ports.answer(Outcome.granted(Samples.WEB));
        fixture.run("create tcp 8080 --name web 4 --keep-privileged");
        assertThat(fixture.ports.asked.getFirst()).contains("protocol=tcp, block=8080-8083, name=Optional[web]");
    }

    @ParameterizedTest
    @CsvSource({
        "delete tcp 8080+4, delete tcp 8080-8083",
        "lookup udp 53, lookup udp 53",
        "lookup web, lookup web",
        "exclude tcp 5000-5099, exclude tcp 5000-5099",
        "exclude --remove tcp 5000-5099, removeExclusion tcp 5000-5099",
        "list, list",
        "release tcp 9000, list",
        "acquire udp --count 2 -- true, 'acquire AcquireRequest[protocol=udp, count=2, start=OptionalInt.empty, consumers=[],"
                + " deny=EACCES]'",
        "restore, restore",
        "disable, disable",
        "disable --purge, purge",
    })
    void eachCommandAsksOneThing(String line, String question) {
        fixture.ports.answer(Outcome.refused(Code.ERROR_NOT_SUPPORTED, "no"));
        assertThat(fixture.run(line).exit()).isEqualTo(Exit.REFUSED);
        assertThat(fixture.ports.asked).containsExactly(question);
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR_SHARING_VIOLATION, 1",
        "ERROR_INVALID_PARAMETER, 1",
        "ERROR_NOT_FOUND, 1",
        "ERROR_ACCESS_DENIED, 4",
        "WSAEACCES, 4",
        "WSAEADDRINUSE, 1",
        "ERROR_IO_DEVICE, 1",
    })
    void aRefusalIsOneLineOnStandardError(Code code, int exit) {
        fixture.ports.answer(Outcome.refused(code, "no: held by pid 1 (\033[31mevil\nname\u009b, user root)"));
        var run = fixture.run("create tcp 80");
        assertThat(run.exit().number()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("berth: " + code + " (" + code.number()
                        + "): no: held by pid 1 (?[31mevil?name?, user root)\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "crate tcp 80 | unknown command 'crate'; did you mean create?",
                "frobnicate | unknown command 'frobnicate'",
                "help lits | unknown command 'lits'; did you mean list?",
                "create tcp 80 --nmae web | unknown option '--nmae'; did you mean --name?",
                "list --jsno | unknown option '--jsno'; did you mean --json?",
                "list --frobnicate | unknown option '--frobnicate'",
                "\"\" | missing words: a command",
                "--json | missing words: a command",
                "create | missing words: PROTOCOL BLOCK",
                "create tcp | a block after 'tcp'",
                "create tpc 80 | unknown protocol 'tpc'",
                "create tcp web | 'web' is no block",
                "create tcp 70000 | '70000' has a number over 65535",
                "create tcp 90-80 | '90-80': the end is before the start",
                "create tcp 80 1 2 | one word too many: '2'",
                "list tcp udp | one word too many: 'udp'",
                "restore web | one word too many: 'web'",
                "list sctp | unknown protocol 'sctp'",
                "create tcp 80 --consumer bob | 'bob' is no consumer",
                "create tcp 80 --consumer cgroup:x | cgroup 'x'",
                "create tcp 80 --deny-with eperm | 'eperm'",
                "create tcp 80 --name | missing required parameter for option '--name'",
                "create tcp 80 --name a --name b | option '--name'",
                "create tcp 80 --name udp | --name: 'udp' is a word of Berth's own: choose another",
                "change web --name any | --name: 'any' is a word of Berth's own: choose another",
                "create tcp @file | '@file' is no block",
                "create tcp 80 --evict=kill | --evict: 'kill': terminate, or nothing",
                "create tcp 80 --evict --evict | option '--evict'",
                "change web | nothing to change: missing words: an option, such as --consumer or --name",
                "change --name web | missing words: PROTOCOL BLOCK",
                "change web --name site --no-name | --name and --no-name contradict each other",
                "change web --consumer user:bob --no-consumers | --consumer and --no-consumers contradict each other",
                "change web --keep-privileged --no-keep-privileged | contradict each other",
                "change web --deny-with eperm | 'eperm'",
                "acquire | missing words: PROTOCOL -- COMMAND, such as tcp -- python3 -m http.server",
                "acquire tcp | missing words: PROTOCOL -- COMMAND",
                "acquire tcp -- | missing words: PROTOCOL -- COMMAND",
                "acquire tcp sleep 1 | missing --: the command comes after it, berth acquire tcp -- sleep 1",
                "acquire -- true | missing words: PROTOCOL before --, such as tcp",
                "acquire tpc -- true | unknown protocol 'tpc'",
                "acquire tcp 9000 -- true | one word too many before --: '9000'; a certain port is --start=PORT",
                "acquire tcp --count x -- true | --count: 'x' is no number up to 65535",
                "acquire tcp --count=-1 -- true | --count: '-1' is no number up to 65535",
                "acquire tcp --start 65536 -- true | --start: '65536' is no number up to 65535",
                "acquire tcp --start=99999999999 -- true | --start: '99999999999' is no number",
                "acquire tcp --start= -- true | --start: '' is no number",
                "acquire tcp --consumer bob -- true | 'bob' is no consumer",
                "acquire tcp --name web -- true | unknown option '--name'",
                "release | missing words: [PROTOCOL] BLOCK, such as tcp 9000-9003, or TOKEN",
                "release tcp | a block after 'tcp'",
                "release web | unknown protocol 'web'",
                "release tcp web | 'web' is no block",
                "release 9000 1 2 | one word too many: '2'",
                "release tcp 9000 1 2 | one word too many: '2'",
                "release 0x | '0x' is no token, such as 0x5d3c2a1900000001",
                "release tcp 0x5d3c2a1900000001 | is no block",
                "error | missing words: CODE",
                "error 4711 | '4711' is no error code",
                "error nothing | 'nothing' is no error code",
            })
    void aUsageErrorNamesTheWordAndOpensNothing(String line, String sentence) {
        var run = fixture.run(line);
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: ").contains(sentence).hasLineCount(2);
        assertThat(run.err()).containsPattern("\nberth: see 'berth.* --help'\n$");
        assertThat(fixture.places).isEmpty();
        new Schema()
                .check(fixture.run(line.isEmpty() ? "--json" : "--json " + line).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0-5", "8080+0", "8080 0", "65535+4", "65535 2"})
    void unsoundBlocksAreTheEnginesToRefuse(String block) {
        fixture.ports.answer(Outcome.refused(Code.ERROR_INVALID_PARAMETER, "no"));
        assertThat(fixture.run("create tcp " + block).exit()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void warningsAreLinesOnStandardError() {
        fixture.ports.answer(Outcome.granted(Samples.WEB, List.of("one", "two")));
        assertThat(fixture.run("lookup web").err()).isEqualTo("berth: warning: one\nberth: warning: two\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create tcp 80", "delete tcp 80", "--quiet create tcp 80"})
    void quietLeavesOutThatAllIsWell(String line) {
        fixture.ports.answer(Outcome.granted(Samples.WEB, List.of("one")));
        assertThat(fixture.run(line + (line.startsWith("-") ? "" : " --quiet")))
                .isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", ""));
    }

    @Test
    void quietKeepsWhatWasAskedFor() {
        fixture.ports
                .answer(Outcome.granted(new Listing(List.of(), List.of(), List.of()), List.of("one")))
                .answer(Outcome.granted(Samples.WEB, List.of("one")));
        assertThat(fixture.run("list --quiet"))
                .isEqualTo(new CommandLineFixture.Run(Exit.DONE, "nothing is reserved\n", ""));
        var json = fixture.run("create tcp 80 --quiet --json");
        assertThat(json.out()).contains("\"warnings\":[\"one\"]");
        assertThat(json.err()).isEmpty();
    }

    @Test
    void quietKeepsRefusals() {
        fixture.ports.answer(Outcome.refused(Code.ERROR_NOT_FOUND, "no"));
        assertThat(fixture.run("lookup web --quiet").err()).isEqualTo("berth: ERROR_NOT_FOUND (1168): no\n");
    }

    @Test
    void doctorEndsWithOneOnlyIfSomethingIsMissing() {
        fixture.findings.addAll(List.of(
                new Finding("a", Answer.YES, "", Optional.empty()),
                new Finding("b", Answer.LIMITED, "", Optional.empty()),
                new Finding("c", Answer.UNKNOWN, "", Optional.empty())));
        assertThat(fixture.run("doctor").exit()).isEqualTo(Exit.DONE);
        fixture.findings.add(new Finding("d", Answer.NO, "", Optional.empty()));
        assertThat(fixture.run("doctor").exit()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void aFailureOfBerthIsASentenceAndTheWayToItsTrace() {
        var run = fixture.run("list --json"); // no answer is there
        assertThat(run.exit()).isEqualTo(Exit.INTERNAL);
        assertThat(run.err()).isEqualTo("""
                        berth: internal error: NoSuchElementException
                        berth: set BERTH_DEBUG=1 to see where it happened
                        """);
        new Schema().check(run.out());
        assertThat(new CommandLineFixture(Map.of("BERTH_DEBUG", "1"))
                        .run("list")
                        .err())
                .contains("\tat dev.berth.cli.ListCommand.run");
    }
}

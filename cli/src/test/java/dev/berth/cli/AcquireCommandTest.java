package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code berth acquire}: what is asked for, and what becomes of it. */
class AcquireCommandTest {
    private static final Token TOKEN = new Token(0x5d3c2a1900000002L);

    private final CommandLineFixture fixture = new CommandLineFixture();

    @Test
    void aRequestCarriesAllThatWasSaid() {
        granted(PortBlock.of(9000, 4));
        var run = fixture.run("acquire --count 04 tcp+udp --start=9000 --consumer user:bob --consumer=group:33"
                + " --deny-with eaddrinuse -- web --port 80");
        assertThat(run).isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", ""));
        assertThat(fixture.ports.asked)
                .containsExactly("acquire AcquireRequest[protocol=tcp+udp, count=4, start=OptionalInt[9000],"
                        + " consumers=[user:bob, group:33], deny=EADDRINUSE]");
        assertThat(fixture.became)
                .containsExactly(
                        "[web, --port, 80] {BERTH_PORT=9000, BERTH_PORTS=9000-9003, BERTH_TOKEN=" + TOKEN + "}");
    }

    @Test
    void onePortOfNobodysChoiceIsUsual() {
        granted(PortBlock.of(20000));
        fixture.run("acquire udp -- web");
        assertThat(fixture.ports.asked)
                .containsExactly("acquire AcquireRequest[protocol=udp, count=1, start=OptionalInt.empty, consumers=[],"
                        + " deny=EACCES]");
        assertThat(fixture.became)
                .containsExactly("[web] {BERTH_PORT=20000, BERTH_PORTS=20000, BERTH_TOKEN=" + TOKEN + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--json",
                "--quiet",
                "--help",
                "--store",
                "--count",
                "--",
                "a -- b",
                "@file",
                "",
                "-h --json x",
                "tcp"
            })
    void whatComesAfterTheDashesIsTheCommands(String words) {
        granted(PortBlock.of(20000));
        var run = fixture.run("acquire tcp -- web " + words);
        assertThat(run).isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", ""));
        assertThat(fixture.became)
                .containsExactly("[web, " + words.replace(" ", ", ")
                        + "] {BERTH_PORT=20000, BERTH_PORTS=20000, BERTH_TOKEN=" + TOKEN + "}");
    }

    @Test
    void unsoundNumbersAreTheEnginesToRefuse() {
        fixture.ports.answer(Outcome.refused(Code.WSAEINVAL, "no"));
        assertThat(fixture.run("acquire tcp --start 0 --count 0 -- web").exit()).isEqualTo(Exit.REFUSED);
        assertThat(fixture.ports.asked.getFirst()).contains("count=0, start=OptionalInt[0]");
        assertThat(fixture.became).isEmpty();
    }

    @Test
    void warningsComeBeforeTheCommandHasTheOutput() {
        fixture.ports.answer(Outcome.granted(block(PortBlock.of(20000)), List.of("one", "two")));
        assertThat(fixture.run("acquire tcp --json -- web"))
                .isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", "berth: warning: one\nberth: warning: two\n"));
        fixture.ports.answer(Outcome.granted(block(PortBlock.of(20000)), List.of("one")));
        assertThat(fixture.run("acquire tcp --quiet -- web").err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web | 2 | 127 | cannot run 'web': no directory of PATH has it; correct the name,",
                "./web | 2 | 127 | cannot run './web': there is no such file, or not the interpreter that its first line",
                "web | 13 | 126 | permission denied; it must be a file that you may execute, see 'ls -l' and chmod(1)",
                "./web | 13 | 126 | 'ls -l ./web'",
                "web | 7 | 126 | cannot run 'web': execve web: E2BIG",
            })
    void whatCannotBeRunGivesThePortsBack(String command, int errno, int exit, String sentence) {
        granted(PortBlock.of(9000));
        fixture.ports.answer(Outcome.granted(TOKEN));
        fixture.cannotBecome = Optional.of(new SyscallException("execve", new Errno(errno), command));
        var run = fixture.run("acquire tcp -- " + command);
        assertThat(run.exit().number()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(sentence).endsWith("berth: tcp 9000 is free again, nothing was run\n");
        assertThat(fixture.ports.asked).endsWith("release " + TOKEN);
    }

    @Test
    void aRangeThatBerthdIsNotToldOfIsNotLeftOutInSilence() {
        fixture.asksBerthd = true;
        var run = fixture.run("acquire tcp --range 30000-30099 -- web");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: --range is for administrators: berthd chooses from the range of its");
        assertThat(fixture.ports.asked).isEmpty();
        granted(PortBlock.of(9000));
        assertThat(fixture.run("acquire tcp --range 30000-30099 --start 9000 -- web"))
                .isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", ""));
    }

    @Test
    void aRangeOfTheEnvironmentIsForRootsCommandsToo() {
        var inherited = new CommandLineFixture(Map.of("BERTH_RUNTIME_RANGE", "30000-30099"));
        inherited.asksBerthd = true;
        inherited.ports.answer(Outcome.granted(block(PortBlock.of(20000))));
        var run = inherited.run("acquire tcp -- web");
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.err()).startsWith("berth: warning: BERTH_RUNTIME_RANGE is for administrators: ");
    }

    private void granted(PortBlock block) {
        fixture.ports.answer(Outcome.granted(block(block)));
    }

    private AcquiredBlock block(PortBlock block) {
        return new AcquiredBlock(TOKEN, Protocol.TCP, block, fixture.ports);
    }
}

package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Help texts. */
class HelpTest {
    private final CommandLineFixture fixture = new CommandLineFixture();

    static List<String> commands() {
        return Commands.NAMES;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void ofACommand(String command) {
        var run = fixture.run(command + " --help");
        Golden.check("help-" + command + ".txt", run.out());
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(fixture.run("help " + command)).isEqualTo(run);
        assertThat(fixture.run("--help " + command)).isEqualTo(run);
    }

    @Test
    void ofBerth() {
        var run = fixture.run("--help");
        Golden.check("help.txt", run.out());
        assertThat(fixture.run("help")).isEqualTo(run);
        assertThat(fixture.run("-h")).isEqualTo(run);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itOpensNothing(String command) {
        fixture.run(command + " --help");
        assertThat(fixture.places).isEmpty();
    }

    @Test
    void onlyTheCommandThatIsAskedForIsBuilt() {
        assertThat(Grammar.of(new String[] {"--store", "list", "--json", "delete", "list"})
                        .getSubcommands())
                .containsOnlyKeys("delete");
        assertThat(Grammar.of(new String[] {"--help"}).getSubcommands().keySet())
                .containsExactlyElementsOf(commands());
        assertThat(Stream.of(Grammar.of(new String[] {"crate"})))
                .allMatch(all -> all.getSubcommands().size() > 1);
    }
}

package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page has all that the help texts have. */
class ManPageTest {
    @Test
    void everyCommandAndOptionIsThere() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1")).replace("\\-", "-");
        for (String name : Commands.NAMES) {
            assertThat(page).containsPattern("\n\\.TP\n\\.B " + name + "\n").contains("berth " + name);
        }
        for (String option : options()) {
            assertThat(page).containsPattern("\n\\.BR? .*" + option + "[ \n]");
        }
    }

    @Test
    void thePageOfBerthdHasWhatServeTakes() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berthd.8")).replace("\\-", "-");
        Set<String> names = new TreeSet<>();
        Grammar.of(new String[] {"serve"}).getSubcommands().values().forEach(serve -> add(names, serve));
        names.removeAll(Set.of(Options.JSON, Options.QUIET, Options.HELP, "-h"));
        assertThat(names).contains(Options.SOCKET, "--policy", "--portserver");
        for (String option : names) {
            assertThat(page).containsPattern("\n\\.BR? .*" + option + "[ \n]");
        }
    }

    @Test
    void everyExitCodeIsThere() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1"));
        for (Exit exit : Exit.values()) {
            assertThat(page).containsPattern("\n\\.TP\n\\.B " + exit.number() + "\n");
        }
    }

    private static Set<String> options() {
        Set<String> names = new TreeSet<>();
        CommandLine berth = Grammar.whole();
        add(names, berth);
        berth.getSubcommands().values().forEach(command -> add(names, command));
        return names;
    }

    private static void add(Set<String> names, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.addAll(Set.of(option.names()));
        }
    }
}

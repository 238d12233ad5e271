package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page has all that the help texts have, and nothing that is not. */
class ManPageTest {
    private static final String VARIABLE = "\\bBERTH_[A-Z_]+\\b";

    @Test
    void everyCommandAndOptionIsThere() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1")).replace("\\-", "-");
        for (String name : Commands.NAMES) {
            assertThat(page.contains("\n.TP\n.B " + name + "\n") && page.contains("\\fBberth " + name + "\\fR"))
                    .as("docs/man/berth.1 has %s in its synopsis and among its commands", name)
                    .isTrue();
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

    @Test
    void nothingIsThereThatIsNot() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1")).replace("\\-", "-");
        assertThat(found(page, "(?<![\\w-])--[a-z][a-z-]+")).isSubsetOf(options());
        assertThat(found(page, "(?<=\n[.]TP\n[.]B )[a-z]+(?=\n)")).containsExactlyInAnyOrderElementsOf(Commands.NAMES);
        assertThat(found(section(page, "EXIT STATUS"), "(?<=\n[.]B )\\d+(?=\n)"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Exit.values())
                        .map(exit -> Integer.toString(exit.number()))
                        .toList());
    }

    @Test
    void everyVariableIsThereAndNoOther() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1"));
        Set<String> known = found(Files.readString(Golden.ROOT.resolve("berth")), VARIABLE);
        try (Stream<Path> sources = Files.walk(Golden.ROOT.resolve("cli/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                known.addAll(found(Files.readString(source), VARIABLE));
            }
        }
        known.remove("BERTH_ENVIRONMENT"); // between the launcher and acquire
        assertThat(known).contains("BERTH_STORE", "BERTH_PORT", "BERTH_DEBUG", "BERTH_BUILD");
        assertThat(found(page, VARIABLE)).isEqualTo(known);
    }

    @Test
    void everyUsualPlaceIsThere() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/man/berth.1"));
        for (String place : List.of(Options.USUAL_STORE, Options.USUAL_BPFFS, Options.USUAL_SOCKET)) {
            assertThat(section(page, "FILES")).contains("\n.I " + place + "\n");
        }
    }

    private static String section(String page, String heading) {
        return page.split("\n[.]SH " + heading + "(?=\n)", -1)[1].split("\n[.]SH ", -1)[0];
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
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

package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** Every command line of the documentation is one that Berth understands. */
class DocumentedCommandsTest {
    private static final Pattern LINE =
            Pattern.compile("(?m)`(?:[.]/)?berth ([^`\n]+)`|^(?:[#$] )?(?:[.]/)?berth ([a-z-].*)$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|([^ ']+)");
    /** What the shell keeps for itself, and what is another command's, or to be filled in. */
    private static final Pattern END = Pattern.compile(" (-- |[&|>#<]).*|…");

    @Test
    void allAreUnderstood() throws IOException {
        List<String> unknown = new ArrayList<>();
        int lines = 0;
        for (Path page : pages()) {
            Matcher line = LINE.matcher(Files.readString(page));
            while (line.find()) {
                String text = line.group(1) != null ? line.group(1) : line.group(2);
                if (!isUnderstood(text)) {
                    unknown.add(Golden.ROOT.relativize(page) + ": berth " + text);
                }
                lines++;
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(lines).isGreaterThan(100);
    }

    @Test
    void whatDoesNotExistIsSeen() {
        assertThat(isUnderstood("create tcp 80 --consumer user:www-data")).isTrue();
        assertThat(isUnderstood("create tcp 80 --user www-data")).isFalse();
        assertThat(isUnderstood("reserve tcp 80")).isFalse();
        assertThat(isUnderstood("restore now")).isFalse();
    }

    private static boolean isUnderstood(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(END.matcher(line).replaceAll(""));
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        String[] all = words.toArray(String[]::new);
        try {
            return words.getFirst().matches("COMMAND|NAME") || Grammar.of(all).parseArgs(all) != null;
        } catch (ParameterException unknown) {
            return false;
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Golden.ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md").map(Golden.ROOT::resolve),
                            files.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }
}

package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java in the README's chapter for programs is code that tests run. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));
    private static final Path PROGRAMS = ROOT.resolve("it/src/test/java/dev/berth/it/client");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void itsJavaIsThatOfThePrograms() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(JAVA.matcher(readme.substring(readme.indexOf("\n## From Java\n")))
                        .results()
                        .map((MatchResult block) -> block.group(1)))
                .containsExactly(region("FromJava.java", "open"), region("FromJavaUser.java", "user"));
    }

    @Test
    void soIsThatOfTheProgramForAnyMachine() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/tests.md")))
                .contains(region("FromJavaAnywhere.java", "anywhere"));
    }

    private static String region(String program, String name) throws IOException {
        String text = Files.readString(PROGRAMS.resolve(program));
        String start = "// @start region=\"" + name + "\"\n";
        assertThat(text).containsOnlyOnce(start);
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf("        // @end", from)).indent(-8);
    }
}

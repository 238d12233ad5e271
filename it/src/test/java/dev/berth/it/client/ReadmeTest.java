package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Java in the README is code that a test runs. */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    @Test
    void itsJavaIsThatOfTheProgram() throws IOException {
        String program = Files.readString(ROOT.resolve("it/src/test/java/dev/berth/it/client/FromJava.java"));
        String region = between(program, "// @start region=\"open\"\n", "        // @end")
                .indent(-8);
        assertThat(between(Files.readString(ROOT.resolve("README.md")), "```java\n", "```"))
                .isEqualTo(region);
    }

    private static String between(String text, String start, String end) {
        assertThat(text).containsOnlyOnce(start);
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}

package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.varlink.JsonObject;
import dev.berth.daemon.Policy.Specific;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about the policy is what berthd reads. */
class PolicyPagesTest {
    private static final Path ROOT = Path.of(System.getProperty("berth.root"));

    private static String example() throws IOException {
        return Files.readString(ROOT.resolve("packaging/policy.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "docs/man/berthd.8"})
    void thePagesHaveTheExample(String page) throws IOException {
        assertThat(Files.readString(ROOT.resolve(page))).contains(example());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/operations.md", "docs/man/berthd.8"})
    void thePagesHaveEveryWordForSpecificPorts(String page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        for (Specific word : Specific.values()) {
            assertThat(text).contains(word.name().toLowerCase(Locale.ROOT));
        }
    }

    /** But for the range: one that is given is not left for automatic ports, so none says what is usual. */
    @Test
    void theTableHasEveryMemberOfTheExample() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/operations.md"));
        JsonObject example = JsonObject.parse(example().getBytes(StandardCharsets.UTF_8));
        assertThat(example.names()).containsExactly("administrators", "runtime");
        for (String section : example.names()) {
            for (String member : example.requiredObject(section).names()) {
                assertThat(text).contains("| `" + section + "." + member + "` |");
            }
        }
    }
}

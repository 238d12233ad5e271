package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} says what {@code berth error} says. */
class ErrorsPageTest {
    @Test
    void everyCodeIsExplainedInTheSameWords() throws IOException {
        String page = Files.readString(Golden.ROOT.resolve("docs/errors.md"));
        for (Code code : Code.values()) {
            assertThat(page)
                    .contains("| " + code.number() + " | `" + code + "` | "
                            + Explanation.of(code)
                                    .replace("'berth list'", "`berth list`")
                                    .replace("'berth doctor'", "`berth doctor`")
                                    .replace("'ss -tulpn'", "`ss -tulpn`")
                            + " |\n");
        }
        for (Exit exit : Exit.values()) {
            assertThat(page).contains("\n| " + exit.number() + " | ");
        }
    }
}

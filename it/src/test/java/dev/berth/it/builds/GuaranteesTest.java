package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuaranteesTest {
    private static final Path PAGE = Path.of(System.getProperty("berth.root"), "docs/tests.md");

    @Test
    void theDocumentationHasTheTableThatIsTested() throws IOException {
        assertThat(Files.readString(PAGE))
                .containsOnlyOnce("## What holds in which mode\n")
                .contains(Guarantee.table());
    }
}

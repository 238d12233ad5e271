package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are compared with files of the source tree. {@code -Dgolden.update=true} writes them, to be reviewed as a diff. */
final class Golden {
    static final Path ROOT = Path.of(System.getProperty("berth.root"));
    private static final Path FOLDER = ROOT.resolve("cli/src/test/resources/golden");

    private Golden() {}

    static void check(String file, String text) {
        Path golden = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(FOLDER);
                Files.writeString(golden, text);
            }
            assertThat(text)
                    .as("%s; if the change is meant, run again with -Dgolden.update=true", golden)
                    .isEqualTo(Files.readString(golden));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

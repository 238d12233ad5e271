package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that {@code docs/errors.md} lists comes up once, for real, with words that help; or the page says that it never does. */
@InWalls
class EveryErrorE2ETest {
    private static final Pattern CODE = Pattern.compile("(?m)^\\| (\\d+) \\| `([A-Z_]+)` \\| (.*) \\|$");
    private static final Pattern EXIT = Pattern.compile("(?m)^\\| (\\d+) \\| \\w");
    private static final String NEVER = "Berth never gives this: ";

    /** A line of the table of codes. */
    record Row(String number, String name, String text) {
        @Override
        public String toString() {
            return name + " (" + number + ")";
        }
    }

    static List<Row> codes() throws IOException {
        return CODE.matcher(page())
                .results()
                .map((MatchResult row) -> new Row(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    @Test
    @DisplayName("The page has every code, and no other")
    void complete() throws IOException {
        assertThat(codes())
                .extracting(Row::toString)
                .containsExactlyElementsOf(Stream.of(Code.values())
                        .map(code -> code + " (" + code.number() + ")")
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("codes")
    @DisplayName("A code comes up with its name and number, what was wanted, and the way out")
    void code(Row row, Walls walls) throws Exception {
        Optional<Provocation> provocation = Provocation.of(Code.valueOf(row.name()));
        assertThat(row.text().startsWith(NEVER)).as(row.text()).isEqualTo(provocation.isEmpty());
        if (provocation.isPresent()) {
            String said = provocation.get().say().in(walls);
            assertThat(said)
                    .contains(row.number().equals("0") ? "" : row + ": ")
                    .contains(provocation.get().wanted(), provocation.get().wayOut())
                    .doesNotContain("\n", "Exception", "null");
        }
    }

    @Test
    @DisplayName("Each exit code comes up, and no other is listed")
    void exits(Walls walls) throws IOException {
        String rows = page().split("\n## Codes\n", -1)[0];
        for (String exit : EXIT.matcher(rows).results().map(row -> row.group(1)).toList()) {
            Program program = switch (exit) {
                case "0" -> Launcher.of(walls).and("error", "87");
                case "1" -> Launcher.of(walls).and("create", "tcp", "0");
                case "2" -> Launcher.of(walls).and("create", "tcp", "web");
                case "3" -> Launcher.of(walls, OrdinaryUser.ALICE.prefix()).and("watch");
                case "4" -> Launcher.of(walls, OrdinaryUser.ALICE.prefix()).and("restore");
                case "70" ->
                    Launcher.of(walls, "sh", "-c", "\"$@\" > /dev/full", "sh").and("error", "87");
                case "126" -> Launcher.of(walls).and("acquire", "tcp", "--", "/dev/null");
                case "127" -> Launcher.of(walls).and("acquire", "tcp", "--", "no-such-command");
                default -> throw new AssertionError("nobody knows how exit " + exit + " comes about");
            };
            Program.Result result = program.expect(Integer.parseInt(exit));
            assertThat(result.err().isEmpty()).as(exit + ": " + result.err()).isEqualTo(exit.equals("0"));
        }
        assertThat(EXIT.matcher(rows).results()).hasSize(8);
    }

    private static String page() throws IOException {
        return Files.readString(Launcher.ROOT.resolve("docs/errors.md"));
    }
}

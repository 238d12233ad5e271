package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's tour, given command by command as it stands there, and compared with what it shows. */
@InWalls
class ReadmeTourE2ETest {
    @ParameterizedTest
    @ValueSource(strings = {"Two minutes", "Ports for a command", "Ports for everybody", "See and close connections"})
    @DisplayName("What the README shows is what comes")
    void tour(String chapter, Walls walls) throws IOException {
        List<Step> steps = Step.of(Files.readString(Launcher.ROOT.resolve("README.md")), chapter);
        assertThat(steps).isNotEmpty();
        Terminal terminal = Terminal.in(walls);
        Likeness likeness = Likeness.none();
        for (Step step : steps) {
            likeness = taken(terminal, step, likeness);
        }
        assertThat(terminal.rest()).as("shown nowhere").isEmpty();
    }

    private static Likeness taken(Terminal terminal, Step step, Likeness before) throws IOException {
        String command = before.real(step.command());
        List<String> came = terminal.give(step, command);
        Optional<Likeness> after = before.of(step.shown(), came);
        for (int i = 0; i < 20 && after.isEmpty() && step.isLook(); i++) {
            came = terminal.give(step, command);
            after = before.of(step.shown(), came);
        }
        if (after.isEmpty()) {
            assertThat(String.join("\n", came))
                    .as("%s, where %s", command, before)
                    .isEqualTo(before.real(String.join("\n", step.shown())));
        }
        return after.orElse(before);
    }
}

package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The completion as people have it: an interactive bash on a terminal, whose Tab key is pressed. */
@InWalls
class CompletionE2ETest {
    private static final String START_OF_LINE = "\u0001";
    private static final String END_OF_LINE = "\u0005";
    private static final String PROMPT = "Your turn: ";

    @Test
    @DisplayName("Commands, options, consumers, names and blocks that there are, by the Tab key")
    void tab(Walls walls) throws IOException {
        Launcher.of(walls).and("create", "tcp", "8080-8083", "--name", "web").expect(0);
        Launcher.of(walls).and("exclude", "udp", "5000-5099").expect(0);
        String cgroup = walls.cgroup().path();
        Path programs = Files.createDirectory(walls.directory().resolve("programs"));
        Files.createSymbolicLink(programs.resolve("berth"), Launcher.ROOT.resolve("berth"));
        Process process = Launcher.placed(
                        walls.program("timeout", "60", "script", "-qefc", "bash --norc --noprofile -i", "/dev/null"),
                        walls)
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .with("TERM", "dumb")
                .with("INPUTRC", "/dev/null")
                .start();
        walls.closeLater(process::destroyForcibly);
        try (Writer keys = process.outputWriter(StandardCharsets.UTF_8);
                Reader screen = process.inputReader(StandardCharsets.UTF_8)) {
            press("PS1='" + PROMPT + "'; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'\n", keys);
            until("\n" + PROMPT, screen);
            press("source <(berth completion)\n", keys);
            until("\n" + PROMPT, screen);
            assertThat(completed("berth cre", keys, screen)).isEqualTo("berth create");
            assertThat(completed("berth create tcp 80 --cons", keys, screen))
                    .isEqualTo("berth create tcp 80 --consumer");
            assertThat(completed("berth create tcp 80 --consumer us", keys, screen))
                    .isEqualTo("berth create tcp 80 --consumer user:");
            assertThat(completed("berth create tcp 80 --consumer user:www-d", keys, screen))
                    .isEqualTo("berth create tcp 80 --consumer user:www-data");
            assertThat(completed("berth change web --consumer=group:www-d", keys, screen))
                    .isEqualTo("berth change web --consumer=group:www-data");
            assertThat(completed(
                            "berth acquire tcp --consumer cgroup:" + cgroup.substring(0, cgroup.length() - 1),
                            keys,
                            screen))
                    .isEqualTo("berth acquire tcp --consumer cgroup:" + cgroup);
            assertThat(completed("berth delete we", keys, screen)).isEqualTo("berth delete web");
            assertThat(completed("berth lookup tcp 80", keys, screen)).isEqualTo("berth lookup tcp 8080-8083");
            assertThat(completed("berth exclude udp 50", keys, screen)).isEqualTo("berth exclude udp 5000-5099");
            assertThat(completed("berth delete udp 50", keys, screen))
                    .as("no reservation")
                    .isEqualTo("berth delete udp 50");
            assertThat(completed("berth error errx", keys, screen)).isEqualTo("berth error errx");
        }
    }

    /** Types a line and a Tab, has the shell echo what stands there then, and returns it. */
    private static String completed(String line, Writer keys, Reader screen) throws IOException {
        press(line + "\t" + START_OF_LINE + "echo '<" + END_OF_LINE + ">'\n", keys);
        until("\n<", screen);
        String said = until(">", screen);
        until("\n" + PROMPT, screen);
        return said.substring(0, said.length() - 1).strip();
    }

    private static void press(String text, Writer keys) throws IOException {
        keys.write(text);
        keys.flush();
    }

    private static String until(String end, Reader screen) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (!seen.toString().endsWith(end)) {
            int next = screen.read();
            if (next < 0) {
                throw new EOFException("no '" + end + "' after: " + seen);
            }
            if (next != '\r') {
                seen.append((char) next);
            }
        }
        return seen.toString();
    }
}

package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefereeTest {
    private static final long ALWAYS = Long.MAX_VALUE;

    private final Referee referee = new Referee();
    private Path one = Path.of("");
    private Path other = Path.of("");

    @BeforeEach
    void logs(@TempDir Path directory) {
        one = directory.resolve("one");
        other = directory.resolve("other");
    }

    @Test
    void oneAfterTheOther() throws IOException {
        write(one, "held 0 tcp 8000 4 10", "gone 0 tcp 8000 4 20");
        write(other, "held 0 tcp 8002 4 20", "gone 0 tcp 8002 4 30");
        read(ALWAYS);
        assertThat(referee.fouls()).isEmpty();
        assertThat(referee.holds()).isEqualTo(2);
    }

    @Test
    void twoAtOnce() throws IOException {
        write(one, "held 0 tcp 8000 4 10", "gone 0 tcp 8000 4 21");
        write(other, "held 0 tcp+udp 8003 1 20", "gone 0 tcp+udp 8003 1 30");
        read(ALWAYS);
        assertThat(referee.fouls()).singleElement().asString().startsWith("tcp 8003: ");
    }

    @Test
    void whatIsKeptToTheEndIsHeldByNobodyElse() throws IOException {
        write(one, "held 0 tcp 8000 4 10");
        write(other, "held 0 tcp 8000 1 20", "gone 0 tcp 8000 1 30");
        read(ALWAYS);
        assertThat(referee.fouls()).hasSize(1);
    }

    @Test
    void whatADeadProcessHadIsFree() throws IOException {
        write(one, "held 0 tcp 8000 4 10", "held 1 udp 90"); // killed in the middle of a line
        write(other, "held 0 tcp 8000 1 20", "gone 0 tcp 8000 1 30");
        read(0);
        assertThat(referee.fouls()).isEmpty();
        assertThat(referee.holds()).isEqualTo(2);
    }

    private void read(long kept) throws IOException {
        referee.read(one, kept);
        referee.read(other, kept);
    }

    /** The last line has no end where it is no whole one. */
    private static void write(Path file, String... lines) throws IOException {
        String text = String.join("\n", lines);
        Files.writeString(file, lines[lines.length - 1].split(" ").length < 6 ? text : text + "\n");
    }
}

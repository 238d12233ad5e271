package dev.berth.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.bench.contest.Lap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersKernelTest {
    @Test
    void aWorkerAnswersEachLine() throws IOException {
        try (Worker worker = shell("while read -r word; do echo \"$word 12\"; done")) {
            assertThat(worker.ask("any")).isEqualTo("any 12");
            assertThat(worker.lap("7")).isEqualTo(new Lap(7, 12));
        }
    }

    @Test
    void aWorkerThatSaysSomethingElseIsQuoted() throws IOException {
        try (Worker worker = shell("read -r word; echo refused")) {
            assertThatThrownBy(() -> worker.lap("list"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("sh answered refused when it was asked to: list");
        }
    }

    @Test
    void aWorkerThatEndsIsNamed() throws IOException {
        try (Worker worker = shell("read -r word")) {
            assertThatThrownBy(() -> worker.ask("list"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("sh ended when it was asked to: list");
        }
    }

    @Test
    void aKilledWorkerAnswersNoMore() throws IOException {
        try (Worker worker = shell("while read -r word; do echo \"$word 12\"; done")) {
            worker.ask("any");
            long before = System.nanoTime();
            assertThat(worker.kill()).isBetween(before, System.nanoTime());
            assertThatThrownBy(() -> worker.ask("any")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCommandCountsLinesAndAtFirstThoseThatAreAsTheyShould() throws IOException {
        Command command = command("printf 'a=1\\nb=1\\na=2\\n'");
        assertThat(command.run().count()).isEqualTo(2);
        assertThat(command.run().count()).isEqualTo(3);
    }

    @Test
    void aCommandSeesItsEnvironmentAndTakesTime() throws IOException {
        Lap lap = command("echo \"$WORD\"").run();
        assertThat(lap.count()).isEqualTo(1);
        assertThat(lap.nanos()).isPositive();
    }

    @Test
    void aCommandThatFailsHasNoTime() {
        assertThatThrownBy(() -> command("exit 3").run())
                .isInstanceOf(IOException.class)
                .hasMessage("sh -c exit 3 ended with 3");
    }

    private static Worker shell(String script) throws IOException {
        return Worker.start(List.of("sh", "-c", script));
    }

    private static Command command(String script) {
        return new Command("shell", List.of("sh", "-c", script), Map.of("WORD", "a=3"), "a=");
    }
}

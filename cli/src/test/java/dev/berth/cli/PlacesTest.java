package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where state lives: flag, then environment, then the usual place. */
class PlacesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "BERTH_CGROUP",
            "/e/cgroup",
            "BERTH_BPFFS",
            "/e/bpffs",
            "BERTH_STORE",
            "/e/store",
            "BERTH_SOCKET",
            "/e/socket",
            "BERTH_RUNTIME_RANGE",
            "21000-21999");

    @Test
    void theUsualPlaces() {
        assertThat(places(Map.of(), "list"))
                .isEqualTo(new Places(
                        Optional.empty(),
                        Path.of("/sys/fs/bpf/berth"),
                        Path.of("/var/lib/berth"),
                        Path.of("/run/berth/berth.sock"),
                        Optional.empty()));
    }

    @Test
    void theEnvironmentGoesBeforeTheUsualPlaces() {
        assertThat(places(ENVIRONMENT, "list"))
                .isEqualTo(new Places(
                        Optional.of(Path.of("/e/cgroup")),
                        Path.of("/e/bpffs"),
                        Path.of("/e/store"),
                        Path.of("/e/socket"),
                        Optional.of(PortBlock.between(21000, 21999))));
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(places(Map.of("BERTH_CGROUP", "", "BERTH_STORE", "", "BERTH_RUNTIME_RANGE", ""), "list"))
                .isEqualTo(new Places(
                        Optional.empty(),
                        Path.of("/sys/fs/bpf/berth"),
                        Path.of("/var/lib/berth"),
                        Path.of("/run/berth/berth.sock"),
                        Optional.empty()));
    }

    @Test
    void flagsGoBeforeTheEnvironmentWhereverTheyStand() {
        Places wanted = new Places(
                Optional.of(Path.of("/f/c")),
                Path.of("/f/b"),
                Path.of("/f/s"),
                Path.of("/f/k"),
                Optional.of(PortBlock.of(30000)));
        assertThat(places(ENVIRONMENT, "--cgroup /f/c --bpffs=/f/b list --store /f/s --socket /f/k --range 30000"))
                .isEqualTo(wanted);
        assertThat(places(ENVIRONMENT, "--range=30000 list --cgroup=/f/c --bpffs /f/b --store=/f/s --socket=/f/k"))
                .isEqualTo(wanted);
    }

    @Test
    void theLaterFlagWins() {
        assertThat(places(Map.of(), "--store /first list --store /second").store())
                .isEqualTo(Path.of("/second"));
    }

    @ParameterizedTest
    @CsvSource({
        "70000, --range: '70000' has a number over 65535",
        "9-8, --range: '9-8': the end is before the start",
        "0-9, --range: '0-9': a block cannot start at port 0",
        "60000+9999, '--range: ''60000+9999'': port 60000 and 9998 more end at 69998, past 65535'",
        "web, --range: 'web' is no block",
        "'', --range: '' is no block",
    })
    void aRangeIsABlockThatThereCanBe(String range, String sentence) {
        var run = new CommandLineFixture().run("list", "--range", range);
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: " + sentence);
        assertThat(new CommandLineFixture(Map.of("BERTH_RUNTIME_RANGE", "9-8"))
                        .run("list")
                        .err())
                .startsWith("berth: BERTH_RUNTIME_RANGE: '9-8': the end is before the start");
    }

    @Test
    void anEmptyFlagIsAUsageError() {
        var run = new CommandLineFixture().run("list", "--store", "");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: --store needs a path\n");
    }

    @Test
    void aPathThatTheLocaleCannotSpellIsAUsageError() {
        var run = new CommandLineFixture(Map.of("BERTH_STORE", "/a\0b")).run("list");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: BERTH_STORE: '/a?b' is no path here; ");
    }

    private static Places places(Map<String, String> environment, String line) {
        var fixture = new CommandLineFixture(environment);
        fixture.ports.answer(Outcome.granted(new Listing(List.of(), List.of(), List.of())));
        assertThat(fixture.run(line).exit()).isEqualTo(Exit.DONE);
        return fixture.places.getFirst();
    }
}

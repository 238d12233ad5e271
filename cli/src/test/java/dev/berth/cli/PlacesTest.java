package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where state lives: flag, then environment, then the usual place. */
class PlacesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("BERTH_CGROUP", "/e/cgroup", "BERTH_BPFFS", "/e/bpffs", "BERTH_STORE", "/e/store");

    @Test
    void theUsualPlaces() {
        assertThat(places(Map.of(), "list"))
                .isEqualTo(new Places(Optional.empty(), Path.of("/sys/fs/bpf/berth"), Path.of("/var/lib/berth")));
    }

    @Test
    void theEnvironmentGoesBeforeTheUsualPlaces() {
        assertThat(places(ENVIRONMENT, "list"))
                .isEqualTo(new Places(Optional.of(Path.of("/e/cgroup")), Path.of("/e/bpffs"), Path.of("/e/store")));
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(places(Map.of("BERTH_CGROUP", "", "BERTH_STORE", ""), "list"))
                .isEqualTo(new Places(Optional.empty(), Path.of("/sys/fs/bpf/berth"), Path.of("/var/lib/berth")));
    }

    @Test
    void flagsGoBeforeTheEnvironmentWhereverTheyStand() {
        Places wanted = new Places(Optional.of(Path.of("/f/c")), Path.of("/f/b"), Path.of("/f/s"));
        assertThat(places(ENVIRONMENT, "--cgroup /f/c --bpffs=/f/b list --store /f/s"))
                .isEqualTo(wanted);
        assertThat(places(ENVIRONMENT, "list --cgroup=/f/c --bpffs /f/b --store=/f/s"))
                .isEqualTo(wanted);
    }

    @Test
    void theLaterFlagWins() {
        assertThat(places(Map.of(), "--store /first list --store /second").store())
                .isEqualTo(Path.of("/second"));
    }

    @Test
    void anEmptyFlagIsAUsageError() {
        var run = new CommandLineFixture().run("list", "--store", "");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: --store needs a directory\n");
    }

    private static Places places(Map<String, String> environment, String line) {
        var fixture = new CommandLineFixture(environment);
        fixture.ports.answer(Outcome.granted(new Listing(List.of(), List.of(), List.of())));
        assertThat(fixture.run(line).exit()).isEqualTo(Exit.DONE);
        return fixture.places.getFirst();
    }
}

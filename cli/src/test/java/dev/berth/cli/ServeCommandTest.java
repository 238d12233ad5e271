package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.daemon.CannotServeException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code berth serve}: what it is started with, and how it ends. */
class ServeCommandTest {
    private final CommandLineFixture fixture = new CommandLineFixture();

    @Test
    void usuallyItHasThePolicyOfThisMachineAndNoPortserver() {
        var run = fixture.run("serve");
        assertThat(run).isEqualTo(new CommandLineFixture.Run(Exit.DONE, "", "berth: serving\n"));
        assertThat(fixture.served).containsExactly(Optional.empty() + " []");
        assertThat(fixture.places)
                .singleElement()
                .extracting(Places::socket)
                .isEqualTo(Path.of("/run/berth/berth.sock"));
    }

    @Test
    void itIsToldThePolicyAndWhereItIsAPortserver() {
        fixture.run("serve --policy /p.json --portserver @berth --socket /s --portserver=/run/ports");
        assertThat(fixture.served).containsExactly(Optional.of("/p.json") + " [@berth, /run/ports]");
        assertThat(fixture.places).singleElement().extracting(Places::socket).isEqualTo(Path.of("/s"));
    }

    @Test
    void quietItSaysNothingOfItself() {
        assertThat(fixture.run("serve --quiet").err()).isEmpty();
    }

    @Test
    void whyItCannotIsARefusal() {
        fixture.cannotServe = Optional.of(new CannotServeException(Code.ERROR_ACCESS_DENIED, "serve: not you"));
        var run = fixture.run("serve --json");
        assertThat(run.exit()).isEqualTo(Exit.NOT_PERMITTED);
        assertThat(run.err()).endsWith("berth: ERROR_ACCESS_DENIED (5): serve: not you\n");
        assertThat(run.out()).contains("\"code\":5");
    }

    @Test
    void aPathThatTheLocaleCannotSpellIsAUsageError() {
        for (String option : new String[] {"--policy", "--portserver"}) {
            var run = fixture.run("serve", option, "/a\0b");
            assertThat(run.exit()).isEqualTo(Exit.USAGE);
            assertThat(run.err()).startsWith("berth: " + option + ": '/a?b' is no path here; ");
        }
        assertThat(fixture.run("serve", "--portserver", "@a\0b").exit()).isEqualTo(Exit.DONE);
    }

    @Test
    void wordsAreRefused() {
        var run = fixture.run("serve now");
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).startsWith("berth: one word too many: 'now'\n");
        assertThat(fixture.served).isEmpty();
    }
}

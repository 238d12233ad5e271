package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Deny;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code berth release}: which reservation is meant, and what is said of it. */
class ReleaseCommandTest {
    private static final Token TOKEN = Samples.RUNTIME.token();

    private final CommandLineFixture fixture = new CommandLineFixture();

    @ParameterizedTest
    @CsvSource({
        "release tcp 9000-9003, release",
        "release tcp 9000 4, release",
        "release 9000+4, release",
        "release 9000 4, release",
        "release 0x5d3c2a1900000002, release",
        "release --force 9000-9003, forceRelease",
        "release 0x5d3c2a1900000002 --force, forceRelease",
    })
    void itIsFoundByItsBlockOrItsToken(String line, String question) {
        fixture.ports.answer(Outcome.granted(Samples.LISTING)).answer(Outcome.granted(TOKEN));
        assertThat(fixture.run(line))
                .isEqualTo(new CommandLineFixture.Run(
                        Exit.DONE,
                        "released tcp 9000-9003 of pid 4121 (java, user bob); anybody may bind there\n",
                        ""));
        assertThat(fixture.ports.asked).containsExactly("list", question + " " + TOKEN);
    }

    @Test
    void whatTheEngineSaysOfAnothersIsPassedOn() {
        fixture.ports
                .answer(Outcome.granted(Samples.LISTING))
                .answer(Outcome.refused(Code.WSAEINVAL, "it is another's; --force"));
        var run = fixture.run("release tcp 9000-9003");
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.err()).isEqualTo("berth: WSAEINVAL (10022): it is another's; --force\n");
    }

    @ParameterizedTest
    @CsvSource({
        "udp 9000-9003, release udp 9000-9003: no runtime reservation has exactly these ports; see 'berth list'",
        "9000-9002, release 9000-9002: no runtime reservation has exactly these ports; see 'berth list'",
        "tcp 8080-8083, 'release tcp 8080-8083: no runtime reservation has exactly these ports; tcp 8080-8083 (web) is a"
                + " persistent one: run ''berth delete tcp 8080-8083'''",
    })
    void whatIsNotThereIsNotFound(String words, String sentence) {
        refused(Code.WSAEINVAL, "release 0xffffffffffffffff: no runtime reservation has this token");
        var run = fixture.run("release --force " + words);
        assertThat(run.err()).isEqualTo("berth: ERROR_NOT_FOUND (1168): " + sentence + "\n");
        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void whoMayNotSeeThemIsToldThat() {
        refused(Code.WSAEACCES, "release 0xffffffffffffffff: only for administrators");
        var run = fixture.run("release tcp 9000");
        assertThat(run.err()).isEqualTo("berth: WSAEACCES (10013): release tcp 9000: only for administrators\n");
        assertThat(run.exit()).isEqualTo(Exit.NOT_PERMITTED);
    }

    @Test
    void anUnknownTokenIsTheEnginesToRefuse() {
        refused(Code.WSAEINVAL, "no runtime reservation has this token");
        assertThat(fixture.run("release 0x1").err())
                .isEqualTo("berth: WSAEINVAL (10022): no runtime reservation has this token\n");
        assertThat(fixture.ports.asked).endsWith("release 0x0000000000000001");
    }

    @Test
    void twoOfTheSamePortsHaveToBeToldApart() {
        RuntimeReservation other = new RuntimeReservation(
                new Token(7),
                Protocol.UDP,
                PortBlock.between(9000, 9003),
                Samples.ANCHORED.owner(),
                List.of(),
                Deny.EACCES,
                Samples.SINCE,
                Samples.RUNTIME.lifetime());
        fixture.ports.answer(Outcome.granted(new Listing(List.of(), List.of(), List.of(Samples.RUNTIME, other))));
        assertThat(fixture.run("release 9000-9003").err())
                .isEqualTo("berth: ERROR_INVALID_PARAMETER (87): release 9000-9003: there are tcp 9000-9003 of pid 4121"
                        + " (java, user bob) and udp 9000-9003 of pid 4210 (media server, user 1001); say which, as in"
                        + " 'berth release tcp 9000-9003'\n");
        assertThat(fixture.ports.asked).containsExactly("list");
    }

    private void refused(Code code, String message) {
        fixture.ports.answer(Outcome.granted(Samples.LISTING)).answer(Outcome.refused(code, message));
    }
}

package dev.berth.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Exclusion;
import dev.berth.api.Lifetime;
import dev.berth.api.Listing;
import dev.berth.api.LowPorts;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held arrives as it stood. */
class HeldTest {
    private static final Instant SINCE = Instant.parse("2026-02-28T23:59:59Z");
    private static final OwnerProcess OWNER =
            new OwnerProcess(4121, "java \"x\"", "bob", 0xFFFF_FFFEL, "/user.slice", Optional.of("app.service"));
    private static final RuntimeReservation RUNTIME = new RuntimeReservation(
            new Token(-1),
            Protocol.UDP,
            PortBlock.of(20_000, 4),
            OWNER,
            List.of(Consumer.group("web")),
            Deny.EADDRINUSE,
            SINCE,
            Lifetime.SOCKET);

    @ParameterizedTest
    @EnumSource
    void aReservationArrives(Standing standing) throws MalformedMessageException {
        for (Reservation reservation : List.of(
                new Reservation(
                        Token.NONE,
                        Protocol.TCP,
                        PortBlock.of(8080),
                        Optional.empty(),
                        List.of(),
                        Deny.EACCES,
                        LowPorts.FREE_FOR_CONSUMERS,
                        Instant.EPOCH,
                        standing),
                new Reservation(
                        new Token(0x5d3c_2a19_0000_0001L),
                        Protocol.TCP_UDP,
                        PortBlock.of(1, 65_535),
                        Optional.of("web"),
                        List.of(new Consumer.User("bob", OptionalLong.of(1000)), Consumer.cgroup("/a.slice")),
                        Deny.EADDRINUSE,
                        LowPorts.PRIVILEGED,
                        SINCE,
                        standing))) {
            assertThat(Held.reservation(Sent.over(Held.of(reservation)))).isEqualTo(reservation);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExclusionArrives(Standing standing) throws MalformedMessageException {
        Exclusion exclusion = new Exclusion(Protocol.UDP, PortBlock.of(5000, 100), SINCE, standing);
        assertThat(Held.exclusion(Sent.over(Held.of(exclusion)))).isEqualTo(exclusion);
    }

    @Test
    void aRuntimeReservationArrives() throws MalformedMessageException {
        OwnerProcess elsewhere = new OwnerProcess(1, "", "0", 0, "/", Optional.empty());
        RuntimeReservation other = new RuntimeReservation(
                new Token(1),
                Protocol.TCP,
                PortBlock.of(1),
                elsewhere,
                List.of(),
                Deny.EACCES,
                SINCE,
                Lifetime.PROCESS);
        assertThat(Held.runtime(Sent.over(Held.of(RUNTIME)))).isEqualTo(RUNTIME);
        assertThat(Held.runtime(Sent.over(Held.of(other)))).isEqualTo(other);
    }

    @Test
    void aListingArrivesInItsOrder() throws MalformedMessageException {
        Listing nothing = new Listing(List.of(), List.of(), List.of());
        assertThat(Held.listing(Sent.over(Held.of(nothing)))).isEqualTo(nothing);

        List<Exclusion> exclusions = new ArrayList<>();
        for (int port = 300; port > 0; port--) {
            exclusions.add(new Exclusion(Protocol.TCP, PortBlock.of(port), SINCE, Standing.ENFORCED));
        }
        Listing much = new Listing(List.of(), exclusions, List.of(RUNTIME, RUNTIME));
        assertThat(Held.listing(Sent.over(Held.of(much)))).isEqualTo(much);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "protocol", "start", "count", "owner", "deny", "since", "lifetime"})
    void whatLacksAMemberIsMalformedByItsName(String member) throws MalformedMessageException {
        String without = Held.of(RUNTIME).toString().replace("\"" + member + "\":", "\"other\":");
        JsonObject message = JsonObject.parse(without.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Held.runtime(message))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("'" + member + "' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "protocol", "deny", "since", "lifetime"})
    void aWordThatMakesNoSenseIsMalformedByItsMember(String member) {
        JsonObject message = Held.of(RUNTIME).with(member, "?");
        assertThatThrownBy(() -> Held.runtime(message))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith("'" + member + "': ");
    }
}

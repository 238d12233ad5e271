package dev.berth.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Event;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happened arrives as it was. */
class EventsTest {
    private static final Instant TIME = Instant.parse("2026-02-28T23:59:59.123456Z");

    @ParameterizedTest
    @EnumSource
    void anEventArrives(Event.Kind kind) throws MalformedMessageException {
        Event bare = Event.of(kind, TIME, Protocol.TCP_UDP, PortBlock.of(8080, 4));
        Event whole = bare.token(new Token(-2))
                .process(new OwnerProcess(4121, "nc", "eve", 1001, "/user.slice", Optional.empty()))
                .address(IpAddress.parse("::ffff:127.0.0.1"))
                .times(1_000_000_000_000L)
                .why("its process ended");
        assertThat(arrived(bare)).contains(bare);
        assertThat(arrived(bare.times(2))).contains(bare.times(2));
        assertThat(arrived(whole)).contains(whole);
        assertThat(whole).extracting(Event::times, Event::why).containsExactly(1_000_000_000_000L, whole.why());
    }

    @Test
    void theFirstReplyHasNone() throws MalformedMessageException {
        assertThat(Events.replied(Sent.over(Events.begin()))).isEmpty();
    }

    @Test
    void anEventThatMakesNoSenseIsMalformed() {
        JsonObject event = Places.of(Protocol.TCP, PortBlock.of(1)).with("time", TIME.toString());
        assertMalformed("'kind' is missing", event);
        assertMalformed("'kind': unknown 'exploded'", event.with("kind", "exploded"));
        event.with("kind", "refused");
        assertMalformed(
                "'address': ",
                Places.of(Protocol.TCP, PortBlock.of(1))
                        .with("kind", "refused")
                        .with("time", TIME.toString())
                        .with("address", "localhost"));
        assertMalformed("'time': ", event.with("time", "yesterday"));
    }

    private static Optional<Event> arrived(Event event) throws MalformedMessageException {
        return Events.replied(Sent.over(Events.reply(event)));
    }

    private static void assertMalformed(String message, JsonObject event) {
        assertThatThrownBy(() -> Events.replied(new JsonObject().with("event", event)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageStartingWith(message);
    }
}

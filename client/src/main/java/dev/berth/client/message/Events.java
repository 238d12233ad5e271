package dev.berth.client.message;

import dev.berth.api.Event;
import dev.berth.api.IpAddress;
import dev.berth.api.Token;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.Optional;

/** What happened. */
public final class Events {
    private static final String EVENT = "event";

    private Events() {}

    /** {@return the parameters of a reply to {@code Watch} that tells an event} */
    public static JsonObject reply(Event event) {
        return new JsonObject().with(EVENT, of(event));
    }

    /** {@return the parameters of the first reply to {@code Watch}: from here on everything is told} */
    public static JsonObject begin() {
        return new JsonObject();
    }

    /** {@return the event of a reply to {@code Watch}, which the first one does not have} */
    public static Optional<Event> replied(JsonObject message) throws MalformedMessageException {
        Optional<JsonObject> event = message.object(EVENT);
        return event.isPresent() ? Optional.of(event(event.get())) : Optional.empty();
    }

    private static JsonObject of(Event event) {
        JsonObject message = new JsonObject()
                .with("kind", event.kind().label())
                .with("time", event.time().toString());
        Places.write(message, event.protocol(), event.block());
        if (event.token().isPresent()) {
            message.with("token", event.token().toString());
        }
        event.process().ifPresent(process -> message.with("process", Processes.of(process)));
        event.address().ifPresent(address -> message.with("address", address.toString()));
        if (event.times() != 1) {
            message.with("times", event.times());
        }
        event.why().ifPresent(why -> message.with("why", why));
        return message;
    }

    private static Event event(JsonObject message) throws MalformedMessageException {
        Optional<JsonObject> process = message.object("process");
        Optional<String> address = message.text("address");
        return new Event(
                Labels.event(message.requiredText("kind")),
                Labels.time("time", message.requiredText("time")),
                Places.protocol(message),
                Places.block(message),
                message.has("token") ? Places.token(message) : Token.NONE,
                process.isPresent() ? Optional.of(Processes.process(process.get())) : Optional.empty(),
                address.isPresent()
                        ? Optional.of(Labels.read("address", address.get(), IpAddress::parse))
                        : Optional.empty(),
                message.number("times").orElse(1),
                message.text("why"));
    }
}

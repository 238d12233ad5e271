package dev.berth.client.message;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Deny;
import dev.berth.api.PortBlock;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationChange.Naming;
import dev.berth.api.ReservationRequest;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What is asked for. */
public final class Requests {
    private static final int UNSIGNED_SHORT = PortBlock.MAX_PORT;

    private Requests() {}

    /** {@return the parameters of {@code Create}} */
    public static JsonObject create(ReservationRequest request) {
        JsonObject message = Places.of(request.protocol(), request.block())
                .with("deny", request.deny().label())
                .with("lowPorts", Labels.of(request.lowPorts()))
                .with(
                        "remedies",
                        request.remedies().stream().map(Labels::of).sorted().toList());
        request.name().ifPresent(name -> message.with("name", name));
        Consumers.write(message, request.consumers());
        return message;
    }

    /** {@return what {@code Create} asks for} */
    public static ReservationRequest create(JsonObject message) throws MalformedMessageException {
        Set<Remedy> remedies = EnumSet.noneOf(Remedy.class);
        for (String word : message.texts("remedies")) {
            remedies.add(Labels.remedy(word));
        }
        ReservationRequest plain = ReservationRequest.of(Places.protocol(message), Places.block(message));
        Optional<String> lowPorts = message.text("lowPorts");
        return new ReservationRequest(
                plain.protocol(),
                plain.block(),
                message.text("name"),
                Consumers.read(message),
                deny(message).orElse(plain.deny()),
                lowPorts.isPresent() ? Labels.lowPorts(lowPorts.get()) : plain.lowPorts(),
                remedies);
    }

    /** Adds what is to change to the parameters of {@code Change}. */
    public static void change(JsonObject message, ReservationChange change) {
        if (change.naming() instanceof Naming.Given given) {
            message.with("newName", given.name());
        } else if (change.naming() instanceof Naming.Taken) {
            message.with("nameless", true);
        }
        change.consumers().ifPresent(consumers -> Consumers.write(message, consumers));
        change.deny().ifPresent(deny -> message.with("deny", deny.label()));
        change.lowPorts().ifPresent(lowPorts -> message.with("lowPorts", Labels.of(lowPorts)));
    }

    /** {@return what {@code Change} is to change} */
    public static ReservationChange change(JsonObject message) throws MalformedMessageException {
        ReservationChange change = ReservationChange.NONE;
        Optional<String> name = message.text("newName");
        if (name.isPresent()) {
            change = change.named(name.get());
        } else if (message.truth("nameless")) {
            change = change.nameless();
        }
        Optional<List<dev.berth.api.Consumer>> consumers = Consumers.readAny(message);
        if (consumers.isPresent()) {
            change = change.consumers(consumers.get());
        }
        Optional<Deny> deny = deny(message);
        if (deny.isPresent()) {
            change = change.denyWith(deny.get());
        }
        Optional<String> lowPorts = message.text("lowPorts");
        return lowPorts.isPresent() ? change.lowPorts(Labels.lowPorts(lowPorts.get())) : change;
    }

    /** {@return the parameters of {@code Acquire}} */
    public static JsonObject acquire(AcquireRequest request) {
        JsonObject message = new JsonObject()
                .with("protocol", request.protocol().label())
                .with("count", request.count())
                .with("deny", request.deny().label());
        request.start().ifPresent(start -> message.with("start", start));
        Consumers.write(message, request.consumers());
        return message;
    }

    /** {@return what {@code Acquire} asks for} */
    public static AcquireRequest acquire(JsonObject message) throws MalformedMessageException {
        OptionalInt start = message.has("start")
                ? OptionalInt.of(message.requiredNumber("start", 0, UNSIGNED_SHORT))
                : OptionalInt.empty();
        return new AcquireRequest(
                Places.protocol(message),
                message.requiredNumber("count", 0, UNSIGNED_SHORT),
                start,
                Consumers.read(message),
                deny(message).orElse(Deny.EACCES));
    }

    private static Optional<Deny> deny(JsonObject message) throws MalformedMessageException {
        Optional<String> word = message.text("deny");
        return word.isPresent() ? Optional.of(Labels.read("deny", word.get(), Deny::of)) : Optional.empty();
    }
}

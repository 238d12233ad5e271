package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Exclusion;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Standing;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of {@code docs/schema}: one object on one line. */
final class Json {
    private Json() {}

    /** An answer with its warnings. */
    static String line(View view, List<String> warnings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject();
            view.write(json);
            write(json, warnings);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** Warnings that stand for themselves, after lines of entries. */
    static String warnings(List<String> warnings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject();
            write(json, warnings);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** A failure that is no answer of the engine: wrong words, or Berth's own. */
    static String failure(Exit exit, String message) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject().writeObjectPropertyStart("error");
            endError(json, exit, message);
        }
        return text.append('\n').toString();
    }

    /** A refusal. */
    static String refusal(Answer.Refused refused) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            json.writeStartObject().writeObjectPropertyStart("error");
            json.writeNumberProperty("code", refused.code().number());
            json.writeStringProperty("name", refused.code().name());
            endError(json, refused.exit(), refused.message());
        }
        return text.append('\n').toString();
    }

    static void write(JsonGenerator json, Reservation reservation) {
        json.writeStartObject();
        writeBlock(json, reservation.protocol(), reservation.block());
        if (reservation.name().isPresent()) {
            json.writeStringProperty("name", reservation.name().get());
        }
        writeRights(json, reservation.consumers(), reservation.deny());
        json.writeStringProperty(
                "lowPorts",
                switch (reservation.lowPorts()) {
                    case FREE_FOR_CONSUMERS -> "free-for-consumers";
                    case PRIVILEGED -> "privileged";
                });
        writeState(json, reservation.since(), reservation.standing());
        json.writeStringProperty("token", reservation.token().toString());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, RuntimeReservation reservation) {
        json.writeStartObject();
        writeBlock(json, reservation.protocol(), reservation.block());
        OwnerProcess owner = reservation.owner();
        json.writeObjectPropertyStart("owner");
        json.writeNumberProperty("pid", owner.pid());
        json.writeStringProperty("command", owner.command());
        json.writeStringProperty("user", owner.user());
        json.writeNumberProperty("uid", owner.uid());
        json.writeEndObject();
        writeRights(json, reservation.consumers(), reservation.deny());
        json.writeStringProperty("since", LocalTimes.iso(reservation.since()));
        json.writeStringProperty("lifetime", reservation.lifetime().label());
        json.writeStringProperty("token", reservation.token().toString());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Exclusion exclusion) {
        json.writeStartObject();
        writeBlock(json, exclusion.protocol(), exclusion.block());
        writeState(json, exclusion.since(), exclusion.standing());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, List<String> warnings) {
        json.writeArrayPropertyStart("warnings");
        for (String warning : warnings) {
            json.writeString(warning);
        }
        json.writeEndArray();
    }

    private static JsonGenerator generator(StringWriter text) {
        return new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
    }

    private static void endError(JsonGenerator json, Exit exit, String message) {
        json.writeStringProperty("message", message);
        json.writeNumberProperty("exit", exit.number());
        json.writeEndObject().writeEndObject();
    }

    private static void writeBlock(JsonGenerator json, Protocol protocol, PortBlock block) {
        json.writeStringProperty("protocol", protocol.label());
        json.writeNumberProperty("start", block.start());
        json.writeNumberProperty("count", block.count());
    }

    private static void writeRights(JsonGenerator json, List<Consumer> consumers, Deny deny) {
        json.writeArrayPropertyStart("consumers");
        for (Consumer consumer : consumers) {
            write(json, consumer);
        }
        json.writeEndArray();
        json.writeStringProperty("deny", deny.label());
    }

    private static void writeState(JsonGenerator json, Instant since, Standing standing) {
        json.writeStringProperty("since", LocalTimes.iso(since));
        json.writeStringProperty("standing", standing.label());
    }

    private static void write(JsonGenerator json, Consumer consumer) {
        json.writeStartObject();
        switch (consumer) {
            case Consumer.User user -> writeAccount(json, "user", user.name(), "uid", user.uid());
            case Consumer.Group group -> writeAccount(json, "group", group.name(), "gid", group.gid());
            case Consumer.Cgroup cgroup -> json.writeStringProperty("cgroup", cgroup.path());
        }
        json.writeEndObject();
    }

    private static void writeAccount(
            JsonGenerator json, String kind, String name, String numberName, OptionalLong number) {
        json.writeStringProperty(kind, name);
        if (number.isPresent()) {
            json.writeNumberProperty(numberName, number.getAsLong());
        }
    }
}

package dev.berth.client.message;

import dev.berth.api.Deny;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** What is held. */
public final class Held {
    private Held() {}

    /** {@return a reservation} */
    public static JsonObject of(Reservation reservation) {
        JsonObject message = Places.of(reservation.protocol(), reservation.block());
        reservation.name().ifPresent(name -> message.with("name", name));
        Consumers.write(message, reservation.consumers());
        return message.with("deny", reservation.deny().label())
                .with("lowPorts", Labels.of(reservation.lowPorts()))
                .with("since", reservation.since().toString())
                .with("standing", reservation.standing().label())
                .with("token", reservation.token().toString());
    }

    /** {@return the reservation of a message} */
    public static Reservation reservation(JsonObject message) throws MalformedMessageException {
        return new Reservation(
                Places.token(message),
                Places.protocol(message),
                Places.block(message),
                message.text("name"),
                Consumers.read(message),
                deny(message),
                Labels.lowPorts(message.requiredText("lowPorts")),
                Labels.time("since", message.requiredText("since")),
                Labels.standing(message.requiredText("standing")));
    }

    /** {@return an exclusion} */
    public static JsonObject of(Exclusion exclusion) {
        return Places.of(exclusion.protocol(), exclusion.block())
                .with("since", exclusion.since().toString())
                .with("standing", exclusion.standing().label());
    }

    /** {@return the exclusion of a message} */
    public static Exclusion exclusion(JsonObject message) throws MalformedMessageException {
        return new Exclusion(
                Places.protocol(message),
                Places.block(message),
                Labels.time("since", message.requiredText("since")),
                Labels.standing(message.requiredText("standing")));
    }

    /** {@return a runtime reservation} */
    public static JsonObject of(RuntimeReservation reservation) {
        JsonObject message =
                Places.of(reservation.protocol(), reservation.block()).with("owner", Processes.of(reservation.owner()));
        Consumers.write(message, reservation.consumers());
        return message.with("deny", reservation.deny().label())
                .with("since", reservation.since().toString())
                .with("lifetime", reservation.lifetime().label())
                .with("token", reservation.token().toString());
    }

    /** {@return the runtime reservation of a message} */
    public static RuntimeReservation runtime(JsonObject message) throws MalformedMessageException {
        return new RuntimeReservation(
                Places.token(message),
                Places.protocol(message),
                Places.block(message),
                Processes.process(message.requiredObject("owner")),
                Consumers.read(message),
                deny(message),
                Labels.time("since", message.requiredText("since")),
                Labels.lifetime(message.requiredText("lifetime")));
    }

    /** {@return everything that is held} */
    public static JsonObject of(Listing listing) {
        return new JsonObject()
                .with(
                        "reservations",
                        listing.reservations().stream().map(Held::of).toList())
                .with("exclusions", listing.exclusions().stream().map(Held::of).toList())
                .with("runtime", listing.runtime().stream().map(Held::of).toList());
    }

    /** {@return the listing of a message} */
    public static Listing listing(JsonObject message) throws MalformedMessageException {
        List<Reservation> reservations = new ArrayList<>();
        for (JsonObject one : message.objects("reservations")) {
            reservations.add(reservation(one));
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (JsonObject one : message.objects("exclusions")) {
            exclusions.add(exclusion(one));
        }
        List<RuntimeReservation> runtime = new ArrayList<>();
        for (JsonObject one : message.objects("runtime")) {
            runtime.add(runtime(one));
        }
        return new Listing(reservations, exclusions, runtime);
    }

    private static Deny deny(JsonObject message) throws MalformedMessageException {
        return Labels.read("deny", message.requiredText("deny"), Deny::of);
    }
}

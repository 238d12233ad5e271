package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.message.Requests;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.engine.EnginePorts;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is held until it is deleted: for administrators to change, and for everybody to see. */
final class PersistentMethods {
    private final Engines engines;
    private final Desk desk;
    private final Witness witness;

    PersistentMethods(Engines engines, Desk desk, Witness witness) {
        this.engines = engines;
        this.desk = desk;
        this.witness = witness;
    }

    /** Has them answered by a service. */
    void addTo(Service service) {
        service.add(Methods.CREATE, this::create);
        service.add(Methods.CHANGE, this::change);
        service.add(Methods.DELETE, this::delete);
        service.add(Methods.EXCLUDE, this::exclude);
        service.add(Methods.REMOVE_EXCLUSION, this::removeExclusion);
        service.add(Methods.RESTORE, exchange -> listing(exchange, Ports::restore));
        service.add(Methods.DISABLE, this::disable);
        service.add(Methods.LIST, this::list);
        service.add(Methods.LOOKUP, this::lookup);
    }

    private void create(Exchange exchange) throws MalformedMessageException {
        ReservationRequest request = Requests.create(exchange.parameters());
        EnginePorts engine = engines.of(exchange.asker());
        int asker = exchange.asker().life().pid();
        reservation(exchange, Event.Kind.CREATED, _ -> engine.create(request, asker));
    }

    private void change(Exchange exchange) throws MalformedMessageException {
        JsonObject parameters = exchange.parameters();
        ReservationChange change = Requests.change(parameters);
        Optional<String> name = parameters.text("name");
        if (name.isPresent()) {
            reservation(exchange, Event.Kind.CHANGED, ports -> ports.change(name.get(), change));
            return;
        }
        Protocol protocol = Places.protocol(parameters);
        PortBlock block = Places.block(parameters);
        reservation(exchange, Event.Kind.CHANGED, ports -> ports.change(protocol, block, change));
    }

    private void delete(Exchange exchange) throws MalformedMessageException {
        Protocol protocol = Places.protocol(exchange.parameters());
        PortBlock block = Places.block(exchange.parameters());
        reservation(exchange, Event.Kind.DELETED, ports -> ports.delete(protocol, block));
    }

    private void exclude(Exchange exchange) throws MalformedMessageException {
        Protocol protocol = Places.protocol(exchange.parameters());
        PortBlock block = Places.block(exchange.parameters());
        exclusion(exchange, Event.Kind.EXCLUDED, ports -> ports.exclude(protocol, block));
    }

    private void removeExclusion(Exchange exchange) throws MalformedMessageException {
        Protocol protocol = Places.protocol(exchange.parameters());
        PortBlock block = Places.block(exchange.parameters());
        exclusion(exchange, Event.Kind.INCLUDED, ports -> ports.removeExclusion(protocol, block));
    }

    private void disable(Exchange exchange) throws MalformedMessageException {
        boolean purge = exchange.parameters().truth("purge");
        listing(exchange, purge ? Ports::purge : Ports::disable);
    }

    private void list(Exchange exchange) {
        Ports ports = engines.of(exchange.asker());
        exchange.read(desk, ports::list, Held::of);
    }

    private void lookup(Exchange exchange) throws MalformedMessageException {
        Ports ports = engines.of(exchange.asker());
        JsonObject parameters = exchange.parameters();
        Optional<String> name = parameters.text("name");
        Supplier<Outcome<Reservation>> work;
        if (name.isPresent()) {
            work = () -> ports.lookup(name.get());
        } else {
            Protocol protocol = Places.protocol(parameters);
            PortBlock block = Places.block(parameters);
            work = () -> ports.lookup(protocol, block);
        }
        exchange.read(desk, work, PersistentMethods::message);
    }

    private void reservation(Exchange exchange, Event.Kind kind, Function<Ports, Outcome<Reservation>> work) {
        changing(
                exchange,
                work,
                made -> witness.changed(kind, made.protocol(), made.block(), exchange.asker()),
                PersistentMethods::message);
    }

    private void exclusion(Exchange exchange, Event.Kind kind, Function<Ports, Outcome<Exclusion>> work) {
        changing(
                exchange,
                work,
                made -> witness.changed(kind, made.protocol(), made.block(), exchange.asker()),
                made -> new JsonObject().with("exclusion", Held.of(made)));
    }

    private void listing(Exchange exchange, Function<Ports, Outcome<Listing>> work) {
        changing(exchange, work, _ -> {}, Held::of);
    }

    private <T> void changing(
            Exchange exchange, Function<Ports, Outcome<T>> work, Consumer<T> telling, Function<T, JsonObject> message) {
        Ports ports = engines.of(exchange.asker());
        desk.change(exchange.user().changes(), () -> work.apply(ports), exchange.<T>answering(made -> {
            telling.accept(made);
            return message.apply(made);
        }));
    }

    private static JsonObject message(Reservation reservation) {
        return new JsonObject().with("reservation", Held.of(reservation));
    }
}

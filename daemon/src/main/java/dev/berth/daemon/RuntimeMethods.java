package dev.berth.daemon;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.message.Requests;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.engine.Quota;
import dev.berth.engine.Tenant;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.unix.Fd;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What is held as long as a process lives: for everybody, within the policy. */
final class RuntimeMethods {
    private final Engines engines;
    private final Desk desk;
    private final Policy policy;
    private final Owners owners;
    private final PassedSocket sockets;

    RuntimeMethods(Engines engines, Desk desk, Policy policy, Owners owners, PassedSocket sockets) {
        this.engines = engines;
        this.desk = desk;
        this.policy = policy;
        this.owners = owners;
        this.sockets = sockets;
    }

    /** Has them answered by a service. */
    void addTo(Service service) {
        service.add(Methods.ACQUIRE, this::acquire);
        service.add(Methods.RELEASE, this::release);
        service.add(Methods.ASSOCIATE, this::associate);
    }

    private void acquire(Exchange exchange) throws MalformedMessageException {
        AcquireRequest request = Requests.acquire(exchange.parameters());
        long number = exchange.parameters().number("request").orElse(0);
        Asker asker = exchange.asker();
        Optional<Outcome.Refused<GuardEntry>> refusal = forbidden(asker, request)
                .or(() ->
                        exchange.descriptor().flatMap(socket -> sockets.unfit(socket, "acquire", request.protocol())));
        if (refusal.isPresent()) {
            exchange.answer(Errors.refused(refusal.get()));
            return;
        }
        OptionalInt anchor = exchange.descriptor().stream().mapToInt(Fd::number).findFirst();
        Tenant tenant = new Tenant(asker.life(), asker.uid(), quota(asker));
        Supplier<Outcome<GuardEntry>> work = () -> engines.steward().acquire(request, tenant, number, anchor);
        Desk.Answer<GuardEntry> answer = exchange.answering(entry -> {
            owners.acquired(entry, asker);
            return message(entry);
        });
        if (request.consumers().isEmpty()) {
            desk.quickly(exchange.user().changes(), work, answer);
        } else {
            desk.change(exchange.user().changes(), work, answer); // a name service may have to be asked for their names
        }
    }

    private Optional<Quota> quota(Asker asker) {
        return asker.administrator() ? Optional.empty() : Optional.of(policy.quota());
    }

    private Optional<Outcome.Refused<GuardEntry>> forbidden(Asker asker, AcquireRequest request) {
        return asker.administrator()
                ? Optional.empty()
                : policy.objection(request)
                        .map(clause ->
                                new Outcome.Refused<>(Code.WSAEACCES, "acquire " + request.protocol() + ": " + clause));
    }

    private void release(Exchange exchange) throws MalformedMessageException {
        Token token = Places.token(exchange.parameters());
        boolean force = exchange.parameters().truth("force");
        Asker asker = exchange.asker();
        if (force && !asker.administrator()) {
            exchange.answer(Errors.refused(Code.WSAEACCES, "release " + token + " by force: " + Administrators.LACK));
            return;
        }
        Optional<Life> owner = force ? Optional.empty() : Optional.of(asker.life());
        desk.quickly(
                exchange.user().changes(), () -> engines.steward().release(token, owner), exchange.answering(entry -> {
                    owners.released(entry, asker);
                    return new JsonObject();
                }));
    }

    private void associate(Exchange exchange) throws MalformedMessageException {
        Token token = Places.token(exchange.parameters());
        Asker asker = exchange.asker();
        if (exchange.descriptor().isEmpty()) {
            throw new MalformedMessageException("no socket's descriptor came with the message");
        }
        Fd socket = exchange.descriptor().get();
        Optional<Outcome.Refused<Token>> unfit = sockets.unbound(socket, "associate");
        if (unfit.isPresent()) {
            exchange.answer(Errors.refused(unfit.get()));
            return;
        }
        Optional<String> lack = asker.administrator() ? Optional.empty() : Optional.of(Administrators.LACK);
        desk.quickly(
                exchange.user().changes(),
                () -> engines.associations()
                        .associate(socket.number(), sockets.pool(socket), token, asker.life(), lack),
                exchange.answering(_ -> new JsonObject()));
    }

    private static JsonObject message(GuardEntry entry) {
        return Places.of(entry.protocol(), entry.block())
                .with("token", entry.token().toString());
    }
}

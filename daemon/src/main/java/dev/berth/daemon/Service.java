package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers calls: finds who answers which, and turns away whom nothing is done for. Belongs to the loop's thread. */
final class Service {
    /** Those that take a descriptor. */
    private static final Set<String> TAKING = Set.of(Methods.ACQUIRE, Methods.ASSOCIATE);

    private final Map<String, Method> methods = new HashMap<>();

    /** Answers the calls of one method. */
    @FunctionalInterface
    interface Method {
        /**
         * Answers it, now or later.
         *
         * @throws MalformedMessageException if the parameters make no sense; nothing was done and answered then
         */
        void answer(Exchange exchange) throws MalformedMessageException;
    }

    /** Has a method answered. */
    void add(String name, Method method) {
        methods.put(name, method);
    }

    /** Answers a call. */
    void answer(Exchange exchange) {
        String name = exchange.call().method();
        if (!TAKING.contains(name)) {
            exchange.dropDescriptor();
        }
        Method method = methods.get(name);
        if (method == null) {
            exchange.answer(unknown(name));
            return;
        }
        Optional<String> objection = objection(exchange.session().visitor());
        if (objection.isPresent() && name.startsWith(Methods.INTERFACE)) {
            exchange.answer(Errors.refused(Code.ERROR_NOT_SUPPORTED, name + ": " + objection.get()));
            return;
        }
        try {
            method.answer(exchange);
        } catch (MalformedMessageException malformed) {
            exchange.answer(Errors.malformed(String.valueOf(malformed.getMessage())));
        } finally {
            exchange.forgetParameters();
        }
    }

    private static Optional<String> objection(Reception.Visitor visitor) {
        return switch (visitor) {
            case Reception.Unwelcome(String clause) -> Optional.of(clause);
            case Reception.Welcome(Asker asker) -> asker.objection();
        };
    }

    private Reply unknown(String name) {
        int dot = name.lastIndexOf('.');
        String of = dot < 0 ? name : name.substring(0, dot);
        return methods.keySet().stream().anyMatch(known -> known.startsWith(of + "."))
                ? Errors.methodNotFound(name)
                : Errors.interfaceNotFound(of);
    }
}

package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;

/** Replies that say no. */
final class Errors {
    private static final String SERVICE = "org.varlink.service.";

    private Errors() {}

    /** A refusal of the engine's, or of the policy's. */
    static Reply refused(Outcome.Refused<?> refused) {
        return refused(refused.code(), refused.message());
    }

    /** A refusal. */
    static Reply refused(Code code, String message) {
        return Reply.error(
                Methods.REFUSED,
                new JsonObject()
                        .with("code", code.number())
                        .with("name", code.name())
                        .with("message", message));
    }

    /** There is no such method. */
    static Reply methodNotFound(String method) {
        return Reply.error(SERVICE + "MethodNotFound", new JsonObject().with("method", method));
    }

    /** There is no such interface. */
    static Reply interfaceNotFound(String name) {
        return Reply.error(SERVICE + "InterfaceNotFound", new JsonObject().with("interface", name));
    }

    /** The words of a call make no sense. */
    static Reply malformed(String why) {
        return Reply.error(SERVICE + "InvalidParameter", new JsonObject().with("parameter", why));
    }

    /** The call takes several replies, and the caller welcomes one only. */
    static Reply expectedMore() {
        return Reply.error(SERVICE + "ExpectedMore", new JsonObject());
    }
}

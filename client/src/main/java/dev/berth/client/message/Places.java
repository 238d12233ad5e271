package dev.berth.client.message;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;

/** Where something lies: {@code protocol}, {@code start} and {@code count}; and its {@code token}. */
public final class Places {
    private Places() {}

    /** {@return a message that says where} */
    public static JsonObject of(Protocol protocol, PortBlock block) {
        JsonObject message = new JsonObject();
        write(message, protocol, block);
        return message;
    }

    static void write(JsonObject message, Protocol protocol, PortBlock block) {
        message.with("protocol", protocol.label()).with("start", block.start()).with("count", block.count());
    }

    /** {@return the pool or pools} */
    public static Protocol protocol(JsonObject message) throws MalformedMessageException {
        return Labels.read("protocol", message.requiredText("protocol"), Protocol::of);
    }

    /** {@return the ports} */
    public static PortBlock block(JsonObject message) throws MalformedMessageException {
        return PortBlock.of(
                message.requiredNumber("start", 0, PortBlock.MAX_PORT),
                message.requiredNumber("count", 0, PortBlock.MAX_PORT));
    }

    /** {@return the token} */
    public static Token token(JsonObject message) throws MalformedMessageException {
        return Labels.read("token", message.requiredText("token"), Token::parse);
    }
}

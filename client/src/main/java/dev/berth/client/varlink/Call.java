package dev.berth.client.varlink;

/**
 * What is asked: {@code {"method":"dev.berth.Ports.List","parameters":{}}}.
 *
 * @param method the interface and the method
 * @param parameters what it is given
 * @param more whether several replies are welcome
 * @param oneway whether no reply is
 */
public record Call(String method, JsonObject parameters, boolean more, boolean oneway) {
    /** {@return a call that one reply answers} */
    public static Call of(String method, JsonObject parameters) {
        return new Call(method, parameters, false, false);
    }

    /** {@return the call in a message} */
    public static Call of(JsonObject message) throws MalformedMessageException {
        return new Call(
                message.requiredText("method"),
                message.object("parameters").orElseGet(JsonObject::new),
                message.truth("more"),
                message.truth("oneway"));
    }

    /** {@return the same, with several replies welcome} */
    public Call withMore() {
        return new Call(method, parameters, true, oneway);
    }

    /** {@return the message} */
    public JsonObject message() {
        JsonObject message = new JsonObject().with("method", method).with("parameters", parameters);
        if (more) {
            message.with("more", true);
        }
        if (oneway) {
            message.with("oneway", true);
        }
        return message;
    }
}

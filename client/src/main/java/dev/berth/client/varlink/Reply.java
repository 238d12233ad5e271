package dev.berth.client.varlink;

import java.util.Optional;

/**
 * What is answered: {@code {"parameters":{}}}, or {@code {"error":"dev.berth.Ports.Refused","parameters":{}}}.
 *
 * @param parameters the answer, or what there is to say about the error
 * @param error the interface and the error, where it is one
 * @param continues whether more replies follow
 */
public record Reply(JsonObject parameters, Optional<String> error, boolean continues) {
    /** {@return an answer} */
    public static Reply of(JsonObject parameters) {
        return new Reply(parameters, Optional.empty(), false);
    }

    /** {@return an answer that is not the last one} */
    public static Reply continued(JsonObject parameters) {
        return new Reply(parameters, Optional.empty(), true);
    }

    /** {@return an error} */
    public static Reply error(String name, JsonObject parameters) {
        return new Reply(parameters, Optional.of(name), false);
    }

    /** {@return the reply in a message} */
    public static Reply read(JsonObject message) throws MalformedMessageException {
        return new Reply(
                message.object("parameters").orElseGet(JsonObject::new),
                message.text("error"),
                message.truth("continues"));
    }

    /** {@return the message} */
    public JsonObject message() {
        JsonObject message = new JsonObject();
        error.ifPresent(name -> message.with("error", name));
        message.with("parameters", parameters);
        if (continues) {
            message.with("continues", true);
        }
        return message;
    }
}

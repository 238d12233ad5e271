package dev.berth.client.message;

import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;

/** A message as it arrives at the other end. */
final class Sent {
    private Sent() {}

    static JsonObject over(JsonObject message) throws MalformedMessageException {
        return new Frames(1_000_000).next(Frames.of(message)).orElseThrow();
    }
}

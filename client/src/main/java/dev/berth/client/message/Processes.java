package dev.berth.client.message;

import dev.berth.api.OwnerProcess;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;

/** Processes. */
final class Processes {
    private Processes() {}

    static JsonObject of(OwnerProcess process) {
        JsonObject message = new JsonObject()
                .with("pid", process.pid())
                .with("command", process.command())
                .with("user", process.user())
                .with("uid", process.uid())
                .with("cgroup", process.cgroup());
        process.unit().ifPresent(unit -> message.with("unit", unit));
        return message;
    }

    static OwnerProcess process(JsonObject message) throws MalformedMessageException {
        return new OwnerProcess(
                message.requiredNumber("pid", 0, Integer.MAX_VALUE),
                message.requiredText("command"),
                message.requiredText("user"),
                message.requiredNumber("uid"),
                message.requiredText("cgroup"),
                message.text("unit"));
    }
}

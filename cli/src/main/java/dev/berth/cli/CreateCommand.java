package dev.berth.cli;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.Ports;
import dev.berth.api.ReservationRequest;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth create}. */
final class CreateCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Reserves a block of ports until it is deleted, over restarts too.");
        Positionals.exactBlock(spec);
        Terms.addTo(
                spec,
                "Who may bind inside, once for each: user:NAME, group:NAME or cgroup:/PATH. Root is a stranger unless"
                        + " named.",
                "What others get when they bind: eacces (the default) or eaddrinuse.");
    }

    @Override
    public Answer run(Call call) {
        ReservationRequest request = request(call.words());
        try (Ports ports = call.ports()) {
            return Answer.of(ports.create(request), ReservationView.Created::new);
        }
    }

    private static ReservationRequest request(Words words) {
        Target.Exact target = Target.exact(words.rest());
        return new ReservationRequest(
                target.protocol(),
                target.block(),
                words.value(Terms.NAME),
                Terms.consumers(words),
                Terms.deny(words).orElse(Deny.EACCES),
                words.has(Terms.KEEP_PRIVILEGED) ? LowPorts.PRIVILEGED : LowPorts.FREE_FOR_CONSUMERS);
    }
}

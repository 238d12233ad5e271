package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.Ports;
import dev.berth.api.ReservationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth create}. */
final class CreateCommand implements Command {
    private static final String NAME = "--name";
    private static final String CONSUMER = "--consumer";
    private static final String DENY_WITH = "--deny-with";
    private static final String KEEP_PRIVILEGED = "--keep-privileged";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Reserves a block of ports until it is deleted, over restarts too.");
        Positionals.exactBlock(spec);
        spec.addOption(Options.value(NAME, "NAME", "A unique label, accepted wherever the block is."));
        spec.addOption(Options.repeated(
                CONSUMER,
                "WHO",
                "Who may bind inside, once for each: user:NAME, group:NAME or cgroup:/PATH. Root is a stranger unless"
                        + " named."));
        spec.addOption(Options.choice(
                DENY_WITH,
                "ERROR",
                List.of(Deny.EACCES.label(), Deny.EADDRINUSE.label()),
                "What others get when they bind: eacces (the default) or eaddrinuse."));
        spec.addOption(Options.flag(
                KEEP_PRIVILEGED, "Ports below 1024 ask consumers for CAP_NET_BIND_SERVICE, as without a reservation."));
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
        List<Consumer> consumers = new ArrayList<>();
        for (String text : words.values(CONSUMER)) {
            consumers.add(consumer(text));
        }
        return new ReservationRequest(
                target.protocol(),
                target.block(),
                words.value(NAME),
                consumers,
                deny(words.value(DENY_WITH)),
                words.has(KEEP_PRIVILEGED) ? LowPorts.PRIVILEGED : LowPorts.FREE_FOR_CONSUMERS);
    }

    private static Consumer consumer(String text) {
        try {
            return Consumer.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(CONSUMER + ": " + malformed.getMessage(), malformed);
        }
    }

    private static Deny deny(Optional<String> label) {
        try {
            return Deny.of(label.orElse(Deny.EACCES.label()));
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(DENY_WITH + ": " + unknown.getMessage(), unknown);
        }
    }
}

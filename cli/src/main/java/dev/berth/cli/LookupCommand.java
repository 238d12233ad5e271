package dev.berth.cli;

import dev.berth.api.Ports;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth lookup}. */
final class LookupCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Finds a reservation and its token.");
        Positionals.blockOrName(spec);
    }

    @Override
    public Answer run(Call call) {
        Target target = Target.of(call.words().rest());
        try (Ports ports = call.ports()) {
            return Answer.of(target.lookup(ports), ReservationView.Found::new);
        }
    }
}

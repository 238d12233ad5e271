package dev.berth.cli;

import dev.berth.api.Ports;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth delete}. */
final class DeleteCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Deletes a reservation; anybody may bind there at once. Sockets bound inside stay open.");
        Positionals.blockOrName(spec);
    }

    @Override
    public Answer run(Call call) {
        Target target = Target.of(call.words().rest());
        try (Ports ports = call.ports()) {
            return Answer.of(target.delete(ports), ReservationView.Deleted::new);
        }
    }
}

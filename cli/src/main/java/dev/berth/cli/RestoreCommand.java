package dev.berth.cli;

import dev.berth.api.Listing;
import dev.berth.api.Ports;
import dev.berth.api.Standing;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth restore}. */
final class RestoreCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis("berth restore [OPTIONS]")
                .description("Makes the kernel keep everything that is recorded: at boot, or after 'berth disable'."
                        + " Who sits in a block already is named and stays.");
    }

    @Override
    public Answer run(Call call) {
        try (Ports ports = call.ports()) {
            return Answer.of(
                    ports.restore(),
                    listing -> new ListingChange("the kernel keeps " + ListingChange.count(kept(listing)), listing));
        }
    }

    /** Without what could not be restored, which warnings name. */
    private static Listing kept(Listing all) {
        return new Listing(
                all.reservations().stream()
                        .filter(reservation -> reservation.standing() == Standing.ENFORCED)
                        .toList(),
                all.exclusions().stream()
                        .filter(exclusion -> exclusion.standing() == Standing.ENFORCED)
                        .toList(),
                all.runtime());
    }
}

package dev.berth.cli;

import dev.berth.api.Ports;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth disable}. */
final class DisableCommand implements Command {
    private static final String PURGE = "--purge";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .customSynopsis("berth disable [OPTIONS]")
                .description(
                        "Takes the guard out of the kernel. What is recorded stays, and nothing is kept until"
                                + " 'berth restore', 'berth create', 'berth acquire' or 'berth serve'. Runtime reservations end.");
        spec.addOption(Options.flag(PURGE, "Delete the records too, and everything else that Berth left here."));
    }

    @Override
    public Answer run(Call call) {
        boolean purge = call.words().has(PURGE);
        try (Ports ports = call.ports()) {
            if (purge) {
                return Answer.of(
                        ports.purge(),
                        listing -> new ListingChange(
                                "removed the guard and its records: " + ListingChange.count(listing)
                                        + ListingChange.ended(listing),
                                listing));
            }
            return Answer.of(
                    ports.disable(),
                    listing -> new ListingChange(
                            "the guard is out of the kernel; " + ListingChange.count(listing)
                                    + " stay recorded for 'berth restore'" + ListingChange.ended(listing),
                            listing));
        }
    }
}

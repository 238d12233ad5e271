package dev.berth.cli;

import dev.berth.api.Outcome;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth watch}. */
final class WatchCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Options.json("event-1.json"));
        spec.usageMessage()
                .customSynopsis("berth watch [OPTIONS]")
                .description(
                        "Tells what happens, as berthd tells it, or else the kernel: who was refused a port, what is acquired and ends,"
                                + " what is reserved and changed. Runs until it is ended, or berthd is.");
    }

    @Override
    public Answer run(Call call) {
        EventPrinter printer = new EventPrinter(call.printer());
        return call.machine().watch(call.places(), printer, new ServingLog(call.printer()))
                        instanceof Outcome.Refused<Long> refused
                ? new Answer.Refused(refused.code(), refused.message())
                : new Answer.Written(List.of(), Exit.DONE);
    }
}

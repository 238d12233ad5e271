package dev.berth.cli;

import dev.berth.api.Outcome;
import dev.berth.client.ClientPorts;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth metrics}. */
final class MetricsCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Options.jsonOfFailures());
        spec.usageMessage()
                .customSynopsis("berth metrics [OPTIONS]")
                .description("Prints what berthd counts, in the text format of Prometheus.");
    }

    @Override
    public Answer run(Call call) {
        try (ClientPorts berthd = call.berthd()) {
            return switch (berthd.metrics()) {
                case Outcome.Granted<String> granted -> new Answer.Plain(granted.value());
                case Outcome.Refused<String> refused -> new Answer.Refused(refused.code(), refused.message());
            };
        }
    }
}

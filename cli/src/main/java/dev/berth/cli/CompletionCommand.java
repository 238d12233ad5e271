package dev.berth.cli;

import picocli.CommandLine.Model.CommandSpec;

/** {@code berth completion}. */
final class CompletionCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Options.jsonOfFailures());
        spec.usageMessage()
                .customSynopsis("berth completion [OPTIONS]")
                .description("Prints the completion for bash: source <(berth completion)");
    }

    @Override
    public Answer run(Call call) {
        return new Answer.Plain(BashCompletion.of(Grammar.whole().getCommandSpec()));
    }
}

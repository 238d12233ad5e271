package dev.berth.cli;

import dev.berth.api.Ports;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth exclude}. */
final class ExcludeCommand implements Command {
    private static final String REMOVE = "--remove";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Keeps a block out of automatic assignment and out of reservations, over restarts too."
                        + " An explicit bind still works.");
        Positionals.exactBlock(spec);
        spec.addOption(Options.flag(REMOVE, "Remove the exclusion of exactly this block."));
    }

    @Override
    public Answer run(Call call) {
        Target.Exact target = Target.exact(call.words().rest());
        boolean remove = call.words().has(REMOVE);
        try (Ports ports = call.ports()) {
            if (remove) {
                return Answer.of(
                        ports.removeExclusion(target.protocol(), target.block()),
                        exclusion -> new ExclusionView(exclusion, "removed " + exclusion.title()));
            }
            return Answer.of(
                    ports.exclude(target.protocol(), target.block()),
                    exclusion -> new ExclusionView(
                            exclusion,
                            "excluded " + exclusion.protocol() + " " + exclusion.block()
                                    + " from automatic assignment; an explicit bind still works"));
        }
    }
}

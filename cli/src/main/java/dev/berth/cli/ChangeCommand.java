package dev.berth.cli;

import dev.berth.api.LowPorts;
import dev.berth.api.Ports;
import dev.berth.api.ReservationChange;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth change}. */
final class ChangeCommand implements Command {
    private static final String NO_NAME = "--no-name";
    private static final String NO_CONSUMERS = "--no-consumers";
    private static final String NO_KEEP_PRIVILEGED = "--no-keep-privileged";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Changes a reservation without a gap: its token and the sockets bound inside stay. What is"
                        + " not given stays as it is.");
        Positionals.blockOrName(spec);
        Terms.addTo(
                spec,
                "Who may bind inside, once for each, instead of those who might: user:NAME, group:NAME or"
                        + " cgroup:/PATH.",
                "What others get when they bind: eacces or eaddrinuse.");
        spec.addOption(Options.flag(NO_NAME, "Take the name away."));
        spec.addOption(Options.flag(NO_CONSUMERS, "Nobody may bind inside any more."));
        spec.addOption(Options.flag(NO_KEEP_PRIVILEGED, "Consumers need no capability below 1024."));
    }

    @Override
    public Answer run(Call call) {
        Target target = Target.of(call.words().rest());
        ReservationChange change = change(call.words());
        if (change.isEmpty()) {
            throw new UsageException(
                    "nothing to change: missing words: an option, such as " + Terms.CONSUMER + " or " + Terms.NAME);
        }
        try (Ports ports = call.ports()) {
            return Answer.of(target.change(ports, change), ReservationView.Changed::new);
        }
    }

    private static ReservationChange change(Words words) {
        ReservationChange change = ReservationChange.NONE;
        Optional<String> name = Terms.name(words);
        if (name.isPresent()) {
            requireWithout(words, Terms.NAME, NO_NAME);
            change = change.named(name.get());
        } else if (words.has(NO_NAME)) {
            change = change.nameless();
        }
        if (words.has(Terms.CONSUMER)) {
            requireWithout(words, Terms.CONSUMER, NO_CONSUMERS);
        }
        if (words.has(Terms.CONSUMER) || words.has(NO_CONSUMERS)) {
            change = change.consumers(Terms.consumers(words));
        }
        change = Terms.deny(words).map(change::denyWith).orElse(change);
        if (words.has(Terms.KEEP_PRIVILEGED)) {
            requireWithout(words, Terms.KEEP_PRIVILEGED, NO_KEEP_PRIVILEGED);
            change = change.lowPorts(LowPorts.PRIVILEGED);
        } else if (words.has(NO_KEEP_PRIVILEGED)) {
            change = change.lowPorts(LowPorts.FREE_FOR_CONSUMERS);
        }
        return change;
    }

    private static void requireWithout(Words words, String option, String opposite) {
        if (words.has(opposite)) {
            throw new UsageException(option + " and " + opposite + " contradict each other");
        }
    }
}

package dev.berth.cli;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.Ports;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationRequest;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth create}. */
final class CreateCommand implements Command {
    private static final String ADOPT = "--adopt";
    private static final String EVICT = "--evict";
    private static final String TERMINATE = "terminate";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage().description("Reserves a block of ports until it is deleted, over restarts too.");
        Positionals.exactBlock(spec);
        Terms.addTo(
                spec,
                "Who may bind inside, once for each: user:NAME, group:NAME or cgroup:/PATH. Root is a stranger unless"
                        + " named.",
                "What others get when they bind: eacces (the default) or eaddrinuse.");
        spec.addOption(Options.flag(ADOPT, "Sockets of the named consumers may be in the block already, and stay."));
        spec.addOption(Options.optional(
                EVICT,
                TERMINATE,
                "Close what is in the block already and frees its port that way: connections, not listeners. With"
                        + " =terminate, also end the processes that keep a port (SIGTERM, five seconds)."));
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
        return new ReservationRequest(
                target.protocol(),
                target.block(),
                Terms.name(words),
                Terms.consumers(words),
                Terms.deny(words).orElse(Deny.EACCES),
                words.has(Terms.KEEP_PRIVILEGED) ? LowPorts.PRIVILEGED : LowPorts.FREE_FOR_CONSUMERS,
                remedies(words));
    }

    private static Set<Remedy> remedies(Words words) {
        EnumSet<Remedy> remedies = EnumSet.noneOf(Remedy.class);
        if (words.has(ADOPT)) {
            remedies.add(Remedy.ADOPT);
        }
        words.value(EVICT).ifPresent(how -> remedies.add(eviction(how)));
        return remedies;
    }

    private static Remedy eviction(String how) {
        return switch (how) {
            case "" -> Remedy.EVICT;
            case TERMINATE -> Remedy.TERMINATE;
            default -> throw new UsageException(EVICT + ": '" + how + "': terminate, or nothing");
        };
    }
}

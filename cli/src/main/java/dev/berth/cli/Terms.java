package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say how a reservation is to be held, of the commands that make one or change it. */
final class Terms {
    static final String NAME = "--name";
    static final String CONSUMER = "--consumer";
    static final String DENY_WITH = "--deny-with";
    static final String KEEP_PRIVILEGED = "--keep-privileged";

    /** Any reservation, in a filter. */
    private static final String ANY = "any";

    private Terms() {}

    static void addTo(CommandSpec spec, String consumers, String deny) {
        spec.addOption(Options.value(NAME, "NAME", "A unique label, accepted wherever the block is."));
        addRightsTo(spec, consumers, deny);
        spec.addOption(Options.flag(
                KEEP_PRIVILEGED, "Ports below 1024 ask consumers for CAP_NET_BIND_SERVICE, as without a reservation."));
    }

    /** Only those that every kind of reservation has. */
    static void addRightsTo(CommandSpec spec, String consumers, String deny) {
        spec.addOption(Options.repeated(CONSUMER, "WHO", consumers));
        spec.addOption(Options.choice(DENY_WITH, "ERROR", List.of(Deny.EACCES.label(), Deny.EADDRINUSE.label()), deny));
    }

    /** The name that is to be given, which must not mean something else where a name may stand. */
    static Optional<String> name(Words words) {
        Optional<String> name = words.value(NAME);
        if (name.isPresent() && (Target.isProtocol(name.get()) || name.get().equals(ANY))) {
            throw new UsageException(NAME + ": '" + name.get() + "' is a word of Berth's own: choose another");
        }
        return name;
    }

    static List<Consumer> consumers(Words words) {
        List<Consumer> consumers = new ArrayList<>();
        for (String text : words.values(CONSUMER)) {
            consumers.add(consumer(text));
        }
        return consumers;
    }

    static Optional<Deny> deny(Words words) {
        try {
            return words.value(DENY_WITH).map(Deny::of);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(DENY_WITH + ": " + unknown.getMessage(), unknown);
        }
    }

    private static Consumer consumer(String text) {
        try {
            return Consumer.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(CONSUMER + ": " + malformed.getMessage(), malformed);
        }
    }
}

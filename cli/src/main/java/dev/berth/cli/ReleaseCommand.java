package dev.berth.cli;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth release}. */
final class ReleaseCommand implements Command {
    private static final String FORCE = "--force";

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Releases a runtime reservation before its owner ends; anybody may bind there at once."
                        + " Sockets bound inside stay open.");
        Positionals.blockOrToken(spec);
        spec.addOption(Options.flag(FORCE, "Also one that another process acquired, which lives on without it."));
    }

    @Override
    public Answer run(Call call) {
        RuntimeTarget target = RuntimeTarget.of(call.words().rest());
        boolean force = call.words().has(FORCE);
        try (Ports ports = call.ports()) {
            return switch (ports.list()) {
                case Outcome.Refused<Listing>(Code code, String message) -> new Answer.Refused(code, message);
                case Outcome.Granted<Listing>(Listing held, var _) -> release(target, held, force, ports);
            };
        }
    }

    private static Answer release(RuntimeTarget target, Listing held, boolean force, Ports ports) {
        List<RuntimeReservation> meant = new ArrayList<>();
        for (RuntimeReservation reservation : held.runtime()) {
            if (target.means(reservation)) {
                meant.add(reservation);
            }
        }
        if (meant.size() > 1) {
            return ambiguous(target, meant.get(0), meant.get(1));
        }
        Optional<RuntimeReservation> one = meant.stream().findFirst();
        Token token = one.map(RuntimeReservation::token).orElse(target.unlisted());
        return switch (force ? ports.forceRelease(token) : ports.release(token)) {
            case Outcome.Granted<Token>(var _, List<String> warnings) ->
                new Answer.Shown(new ReleasedView(token, one), warnings, Exit.DONE);
            case Outcome.Refused<Token>(Code code, String message) -> {
                Answer.Refused refused = new Answer.Refused(code, message);
                yield one.isPresent() ? refused : target.missing(refused, held);
            }
        };
    }

    /** Only where the protocol was left out. */
    private static Answer ambiguous(RuntimeTarget target, RuntimeReservation first, RuntimeReservation second) {
        return new Answer.Refused(
                Code.ERROR_INVALID_PARAMETER,
                "release " + target + ": there are " + title(first) + " and " + title(second)
                        + "; say which, as in 'berth release " + first.protocol() + " " + first.block() + "'");
    }

    private static String title(RuntimeReservation reservation) {
        return reservation.protocol() + " " + reservation.block() + " of " + reservation.owner();
    }
}

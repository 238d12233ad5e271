package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Lets sockets into reservations by their tokens. Sockets are descriptors of this process that are not bound yet; the
 * caller has seen to that. Safe for concurrent use.
 */
public final class Associations {
    private final Kernel kernel;

    /** The reservations that a kernel guards. */
    public Associations(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Associates a socket with a token: it may bind inside, and {@code bind} to port 0 takes a port of the block.
     *
     * <p>Refused with {@link Code#WSAEINVAL} where no reservation of the socket's protocol has the token, or a runtime
     * reservation of another process has it; with {@link Code#WSAEACCES} for who is no administrator and so may not
     * have a persistent reservation.
     *
     * @param socket the descriptor
     * @param protocol the pool of the socket
     * @return the token
     */
    public Outcome<Token> associate(int socket, Protocol protocol, Token token) {
        String wanted = "associate a " + protocol + " socket with " + token;
        if (!token.isPresent()) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": 0 is no token");
        }
        try {
            Optional<Guard> pinned = kernel.guardHome().open();
            if (pinned.isEmpty()) {
                return Outcome.refused(Code.WSAEINVAL, wanted + ": nothing is reserved, as no guard is loaded");
            }
            try (Guard guard = pinned.get()) {
                Optional<GuardEntry> entry = guard.entry(token);
                Optional<Outcome<Token>> refusal = refusal(wanted, protocol, entry, kernel.caller());
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                guard.associate(socket, token);
                return Outcome.granted(token);
            }
        } catch (IOException failed) {
            return Failure.isDenial(failed)
                    ? Outcome.refused(Code.WSAEACCES, wanted + ": only administrators may; run as root")
                    : Failure.refusal(wanted, failed);
        }
    }

    private static Optional<Outcome<Token>> refusal(
            String wanted, Protocol protocol, Optional<GuardEntry> entry, Caller caller) {
        if (entry.isEmpty() || entry.get().state() == GuardEntry.State.PENDING) {
            return refused(
                    Code.WSAEINVAL, wanted + ": no reservation has this token; it ended, or the guard restarted");
        }
        GuardEntry found = entry.get();
        if (!found.protocol().meets(protocol)) {
            return refused(Code.WSAEINVAL, wanted + ": it is the token of " + GuardNames.title(found));
        }
        if (found.state() == GuardEntry.State.RUNTIME && !isOf(found.owner(), caller)) {
            return refused(Code.WSAEINVAL, wanted + ": it is the token of " + GuardNames.title(found));
        }
        List<String> missing = caller.missing();
        if (found.state() == GuardEntry.State.PERSISTENT && !missing.isEmpty()) {
            return refused(
                    Code.WSAEACCES,
                    wanted + ": only administrators may; this process lacks " + String.join(", ", missing));
        }
        return Optional.empty();
    }

    private static boolean isOf(Life owner, Caller caller) {
        return owner.equals(caller.life()) && !owner.equals(Life.NOBODY);
    }

    private static Optional<Outcome<Token>> refused(Code code, String message) {
        return Optional.of(Outcome.refused(code, message));
    }
}

package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
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
        String wanted = wanted(protocol, token);
        try {
            Caller caller = kernel.caller();
            List<String> missing = caller.missing();
            Optional<String> lack = missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of("this process lacks " + String.join(", ", missing));
            return associate(socket, protocol, token, caller.life(), lack);
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    /**
     * The same for another process, in whose name the caller may speak.
     *
     * @param owner the process
     * @param lack what it lacks to be an administrator, as a clause; empty for one
     */
    public Outcome<Token> associate(int socket, Protocol protocol, Token token, Life owner, Optional<String> lack) {
        String wanted = wanted(protocol, token);
        if (!token.isPresent()) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": 0 is no token");
        }
        try {
            Optional<Guard> pinned = kernel.guardHome().open();
            if (pinned.isEmpty()) {
                return unguarded(wanted);
            }
            try (Guard guard = pinned.get()) {
                Optional<GuardEntry> entry = guard.entry(token);
                Optional<Outcome<Token>> refusal = refusal(wanted, protocol, entry, owner, lack);
                if (refusal.isPresent()) {
                    return refusal.get();
                }
                guard.associate(socket, token);
                return Outcome.granted(token);
            }
        } catch (SyscallException gone) {
            // No lock is taken: it may have been taken out piece by piece in this moment.
            return gone.errno().equals(Errno.ENOENT) && !isGuarded() ? unguarded(wanted) : failed(wanted, gone);
        } catch (IOException failed) {
            return failed(wanted, failed);
        }
    }

    private boolean isGuarded() {
        try {
            Optional<Guard> pinned = kernel.guardHome().open();
            pinned.ifPresent(Guard::close);
            return pinned.isPresent();
        } catch (IOException unknown) {
            return true;
        }
    }

    private static Outcome<Token> unguarded(String wanted) {
        return Outcome.refused(Code.WSAEINVAL, wanted + ": nothing is reserved, as no guard is loaded");
    }

    private static Outcome<Token> failed(String wanted, IOException failed) {
        return Failure.isDenial(failed)
                ? Outcome.refused(Code.WSAEACCES, wanted + ": only administrators may; run as root")
                : Failure.refusal(wanted, failed);
    }

    private static Optional<Outcome<Token>> refusal(
            String wanted, Protocol protocol, Optional<GuardEntry> entry, Life owner, Optional<String> lack) {
        if (entry.isEmpty() || entry.get().state() == GuardEntry.State.PENDING) {
            return refused(
                    Code.WSAEINVAL, wanted + ": no reservation has this token; it ended, or the guard restarted");
        }
        GuardEntry found = entry.get();
        if (!found.protocol().meets(protocol)) {
            return refused(Code.WSAEINVAL, wanted + ": it is the token of " + GuardNames.title(found));
        }
        if (found.state() == GuardEntry.State.RUNTIME && !new Whose.Of(owner).includes(found.owner(), owner)) {
            return refused(Code.WSAEINVAL, wanted + ": it is the token of " + GuardNames.title(found));
        }
        if (found.state() == GuardEntry.State.PERSISTENT && lack.isPresent()) {
            return refused(Code.WSAEACCES, wanted + ": only administrators may; " + lack.get());
        }
        return Optional.empty();
    }

    private static String wanted(Protocol protocol, Token token) {
        return "associate a " + protocol + " socket with " + token;
    }

    private static Optional<Outcome<Token>> refused(Code code, String message) {
        return Optional.of(Outcome.refused(code, message));
    }
}

package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.kernel.GuardEntry;
import java.io.IOException;
import java.util.Optional;

/** Ends runtime reservations on request. */
final class RuntimeRelease {
    private final Change change;

    RuntimeRelease(Change change) {
        this.change = change;
    }

    /** Releases in one step within a session that is current; empty where the list of reserved ports has to change, too. */
    Optional<Outcome<GuardEntry>> quickly(String wanted, Token token, Whose whose, RuntimeSession session)
            throws IOException {
        Optional<GuardEntry> entry = session.held(token);
        if (entry.isEmpty()) {
            return Optional.of(unknown(wanted));
        }
        if (!session.isAmong(whose, entry.get())) {
            return Optional.of(foreign(wanted, entry.get()));
        }
        if (session.isListed(entry.get())) {
            return Optional.empty();
        }
        session.release(entry.get());
        return Optional.of(Outcome.granted(entry.get()));
    }

    /** Opens a session on what a change has found. */
    @FunctionalInterface
    interface Opening {
        RuntimeSession of(Scene scene) throws IOException;
    }

    /** Releases after a look at everything, and takes the ports from the list of reserved ports. */
    Outcome<GuardEntry> thoroughly(String wanted, Token token, Whose whose, Deadline deadline, Opening opening) {
        return change.run(wanted, OnDisabled.STAY_AWAY, deadline, scene -> {
            if (scene.live().isEmpty()) {
                return unknown(wanted);
            }
            RuntimeSession session = opening.of(scene);
            Optional<Outcome<GuardEntry>> quickly = quickly(wanted, token, whose, session);
            return quickly.isPresent()
                    ? quickly.get()
                    : fromList(session.held(token).orElseThrow(), session, scene);
        });
    }

    private static Outcome<GuardEntry> fromList(GuardEntry entry, RuntimeSession session, Scene scene)
            throws IOException {
        scene.undo().note("entering it into the books again", () -> session.restore(entry));
        session.release(entry);
        scene.live().orElseThrow().without(entry.token()).shrinkList(scene.contents(), scene.undo());
        return Outcome.granted(entry);
    }

    private static Outcome<GuardEntry> unknown(String wanted) {
        return Outcome.refused(
                Code.WSAEINVAL, wanted + ": no runtime reservation has this token; it ended, or the guard restarted");
    }

    private static Outcome<GuardEntry> foreign(String wanted, GuardEntry entry) {
        return Outcome.refused(
                Code.WSAEINVAL,
                wanted + ": it is the token of " + GuardNames.title(entry)
                        + ", and only that process may release it; an administrator can with 'berth release --force'");
    }
}

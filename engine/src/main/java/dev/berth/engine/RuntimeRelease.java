package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import java.io.IOException;
import java.util.Optional;

/** Ends runtime reservations on request. */
final class RuntimeRelease {
    private final Workplace workplace;
    private final Change change;

    /** Whose reservations may be released. */
    enum Whose {
        /** Those that the calling process acquired. */
        OWN,
        /** Anybody's. */
        ANYBODYS
    }

    RuntimeRelease(Workplace workplace, Change change) {
        this.workplace = workplace;
        this.change = change;
    }

    /** Releases within a session that is current; empty where it takes more than that. */
    Optional<Outcome<Token>> quickly(String wanted, Token token, Whose whose, RuntimeSession session)
            throws IOException {
        Optional<GuardEntry> entry = session.released(token);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (whose == Whose.OWN && !session.isOwn(entry.get())) {
            return Optional.of(foreign(wanted, entry.get()));
        }
        session.release(entry.get());
        return Optional.of(Outcome.granted(token));
    }

    /** Releases, and takes the ports from the list of reserved ports. */
    Outcome<Token> thoroughly(String wanted, Token token, Whose whose) {
        return change.run(wanted, OnDisabled.STAY, scene -> {
            Optional<GuardEntry> entry =
                    scene.live().flatMap(live -> live.matching().runtime(token));
            if (entry.isEmpty()) {
                return Outcome.refused(
                        Code.WSAEINVAL,
                        wanted + ": no runtime reservation has this token; it ended, or the guard restarted");
            }
            Life self = workplace.kernel().caller().life();
            if (whose == Whose.OWN
                    && (self.equals(Life.NOBODY) || !entry.get().owner().equals(self))) {
                return foreign(wanted, entry.get());
            }
            Live live = scene.live().orElseThrow();
            Guard guard = live.guard();
            scene.undo().note("putting the guard's entry back", () -> guard.put(entry.get()));
            guard.remove(token);
            live.without(token).shrinkList(scene.contents(), scene.undo());
            return Outcome.granted(token);
        });
    }

    private static Outcome<Token> foreign(String wanted, GuardEntry entry) {
        return Outcome.refused(
                Code.WSAEINVAL,
                wanted + ": it is the token of " + GuardNames.title(entry)
                        + ", and only that process may release it; an administrator can with 'berth release --force'");
    }
}

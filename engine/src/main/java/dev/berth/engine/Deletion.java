package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import java.io.IOException;
import java.util.Optional;

/** Deletes persistent reservations. */
final class Deletion {
    private final StoreDirectory store;
    private final Change change;

    Deletion(Workplace workplace, Change change) {
        store = workplace.store();
        this.change = change;
    }

    Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        String wanted = "delete " + protocol + " " + block;
        Optional<String> problem = block.zero();
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        return change.run(wanted, OnDisabled.STAY_AWAY, scene -> {
            Optional<StoredReservation> found = scene.contents().reservation(protocol, block);
            return found.isPresent()
                    ? delete(found.get(), scene)
                    : Outcome.refused(
                            Code.ERROR_NOT_FOUND,
                            wanted + ": " + Nearest.toReservation(protocol, block, scene.contents()));
        });
    }

    private Outcome<Reservation> delete(StoredReservation stored, Scene scene) throws IOException {
        scene.undo().note("writing its file again", () -> store.write(stored));
        store.delete(stored);
        if (scene.live().isEmpty()) {
            return Outcome.granted(stored.as(Token.NONE, Standing.NOT_ENFORCED));
        }
        Live live = scene.live().get();
        Guard guard = live.guard();
        Optional<GuardEntry> entry = Optional.ofNullable(live.matching().live().get(stored));
        if (entry.isPresent()) {
            scene.undo().note("putting the guard's entry back", () -> guard.put(entry.get()));
            guard.remove(entry.get().token());
        }
        live.shrinkList(scene.contents().minus(stored), scene.undo());
        return Outcome.granted(entry.map(held -> stored.as(held.token(), Standing.ENFORCED))
                .orElseGet(() -> stored.as(Token.NONE, Standing.NOT_ENFORCED)));
    }
}

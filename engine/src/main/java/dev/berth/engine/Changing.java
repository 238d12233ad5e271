package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationChange.Naming;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.ReservationName;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes persistent reservations: one rename of the file, then one update of the guard's map, under the same token.
 * Each puts the new in the place of the old in one step, so there is no gap; and as the file goes first, a change that
 * dies between the two is finished by the next holder of the lock.
 */
final class Changing {
    private final StoreDirectory store;
    private final Change change;
    private final ConsumerNames names;

    Changing(Workplace workplace, Change change) {
        store = workplace.store();
        this.change = change;
        names = new ConsumerNames(workplace.kernel().accounts());
    }

    Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange wish) {
        return change("change " + protocol + " " + block, block.zero(), wish, scene -> {
            Optional<StoredReservation> found = scene.contents().reservation(protocol, block);
            return found.isPresent()
                    ? new Found(found.get())
                    : new Missing(Nearest.toReservation(protocol, block, scene.contents()));
        });
    }

    Outcome<Reservation> change(String name, ReservationChange wish) {
        return change("change " + name, ReservationName.problem(name), wish, scene -> {
            Optional<StoredReservation> found = scene.contents().reservation(name);
            return found.isPresent() ? new Found(found.get()) : new Missing(Nearest.TO_NAME);
        });
    }

    private sealed interface Search {}

    private record Found(StoredReservation stored) implements Search {}

    private record Missing(String why) implements Search {}

    private Outcome<Reservation> change(
            String wanted, Optional<String> unsound, ReservationChange wish, Function<Scene, Search> search) {
        Optional<String> problem = unsound.or(() -> problem(wish));
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        try {
            return switch (names.resolve(wish.consumers().orElse(List.of()))) {
                case ConsumerNames.Unknown(String why) ->
                    Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + why);
                case ConsumerNames.Known(List<Consumer> known) -> {
                    ReservationChange resolved = wish.consumers().isPresent() ? wish.consumers(known) : wish;
                    yield change.run(wanted, OnDisabled.STAY_AWAY, scene -> switch (search.apply(scene)) {
                        case Missing(String why) -> Outcome.refused(Code.ERROR_NOT_FOUND, wanted + ": " + why);
                        case Found(StoredReservation stored) -> change(wanted, stored, resolved, scene);
                    });
                }
            };
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private Outcome<Reservation> change(String wanted, StoredReservation stored, ReservationChange wish, Scene scene)
            throws IOException {
        if (wish.naming() instanceof Naming.Given(String name)) {
            Optional<String> taken = Overlaps.ofName(name, scene.contents().minus(stored));
            if (taken.isPresent()) {
                return Outcome.refused(Code.ERROR_SHARING_VIOLATION, wanted + ": " + taken.get());
            }
        }
        StoredReservation changed = changed(stored, wish);
        scene.undo().note("writing its file as it was", () -> store.write(stored));
        store.write(changed);
        return Outcome.granted(enforced(stored, changed, scene));
    }

    private static Reservation enforced(StoredReservation stored, StoredReservation changed, Scene scene)
            throws IOException {
        Optional<Live> live = scene.live();
        Optional<GuardEntry> entry = live.map(there -> there.matching().live().get(stored));
        // One whose file was given another length may wait for somebody who has the ports that it grows by.
        if (live.isEmpty() || entry.isEmpty() || !live.get().enforces(stored)) {
            return changed.as(Token.NONE, Standing.NOT_ENFORCED);
        }
        Guard guard = live.get().guard();
        Token token = entry.get().token();
        scene.undo().note("putting the guard's entry back", () -> guard.put(entry.get()));
        guard.put(Matching.wanted(changed, token));
        return changed.as(token, Standing.ENFORCED);
    }

    private static StoredReservation changed(StoredReservation stored, ReservationChange wish) {
        Optional<String> name = switch (wish.naming()) {
            case Naming.Kept _ -> stored.name();
            case Naming.Given(String given) -> Optional.of(given);
            case Naming.Taken _ -> Optional.empty();
        };
        return new StoredReservation(
                stored.protocol(),
                stored.block(),
                name,
                wish.consumers().orElse(stored.consumers()),
                wish.deny().orElse(stored.deny()),
                wish.lowPorts().orElse(stored.lowPorts()),
                stored.since());
    }

    private static Optional<String> problem(ReservationChange wish) {
        if (wish.isEmpty()) {
            return Optional.of("nothing is to change");
        }
        return wish.naming() instanceof Naming.Given(String name) ? ReservationName.problem(name) : Optional.empty();
    }
}

package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Entry;
import dev.berth.api.Outcome;
import dev.berth.api.Remedy;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.ReservationName;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Creates persistent reservations. */
final class Creation {
    private final Workplace workplace;
    private final Change change;
    private final ConsumerNames names;
    private final Clearing clearing;

    Creation(Workplace workplace, Change change) {
        this.workplace = workplace;
        this.change = change;
        names = new ConsumerNames(workplace.kernel().accounts());
        clearing = new Clearing(workplace);
    }

    /**
     * Creates one.
     *
     * @param asker the process that asks for it, by its number, where that is another one
     */
    Outcome<Reservation> create(ReservationRequest request, OptionalInt asker) {
        String wanted = "create " + request.protocol() + " " + request.block();
        try {
            Optional<String> problem =
                    request.block().problem().or(() -> request.name().flatMap(ReservationName::problem));
            if (problem.isPresent()) {
                return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
            }
            return switch (names.resolve(request.consumers())) {
                case ConsumerNames.Unknown(String why) ->
                    Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + why);
                case ConsumerNames.Known(List<Consumer> consumers) ->
                    change.run(
                            wanted,
                            OnDisabled.ENABLE,
                            scene -> create(wanted, stored(request, consumers), request.remedies(), asker, scene));
            };
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private StoredReservation stored(ReservationRequest request, List<Consumer> consumers) {
        return new StoredReservation(
                request.protocol(),
                request.block(),
                request.name(),
                consumers,
                request.deny(),
                request.lowPorts(),
                workplace.clock().instant().truncatedTo(ChronoUnit.SECONDS));
    }

    private Outcome<Reservation> create(
            String wanted, StoredReservation stored, Set<Remedy> remedies, OptionalInt asker, Scene scene)
            throws IOException {
        Live live = scene.live().orElseThrow();
        Optional<String> taken = taken(stored, scene, live);
        if (taken.isPresent()) {
            return Outcome.refused(Code.ERROR_SHARING_VIOLATION, wanted + ": " + taken.get());
        }
        Guard guard = live.guard();
        // The list before the entry: no port of the block is handed out between the two.
        live.list().add(live.needed(scene.contents().plus(stored)), scene.undo());
        GuardEntry entry = Matching.wanted(stored, guard.issue());
        scene.undo().note("removing the guard's entry", () -> guard.remove(entry.token()));
        guard.put(new GuardEntry(
                entry.token(),
                State.PENDING,
                entry.protocol(),
                entry.block(),
                entry.deny(),
                entry.lowPorts(),
                workplace.kernel().life(),
                entry.rights()));
        scene.undo()
                .note(
                        "removing what was to become its file",
                        () -> workplace.store().discard(stored));
        Draft draft = new Draft(workplace.store(), stored);
        Deeds deeds = new Deeds();
        scene.undo().tell(deeds::aftermath);
        return switch (clearing.run(guard, entry, remedies, deeds, asker, draft::prepare)) {
            case Clearing.Blocked(String why) -> Outcome.refused(Code.ERROR_SHARING_VIOLATION, wanted + ": " + why);
            case Clearing.Clear(List<Entry> adopted) -> {
                scene.undo().note("deleting its file", () -> workplace.store().delete(stored));
                draft.publish();
                guard.put(entry);
                yield Outcome.granted(stored.as(entry.token(), Standing.ENFORCED), deeds.sentences(adopted));
            }
        };
    }

    private Optional<String> taken(StoredReservation stored, Scene scene, Live live) throws IOException {
        Optional<String> taken = Overlaps.of(stored.protocol(), stored.block(), scene)
                .or(() -> stored.name().flatMap(name -> Overlaps.ofName(name, scene.contents())));
        return taken.isPresent()
                ? taken
                : Remaining.problem(
                        stored.block(),
                        live.needed(scene.contents()),
                        live.list().ports());
    }
}

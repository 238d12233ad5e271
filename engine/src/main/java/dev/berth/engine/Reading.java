package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.engine.store.ReservationName;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoredReservation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers without privilege, without the lock, and without repairing anything. */
final class Reading {
    /** A change under way looks like drift from outside; one that is still there after this long is none. */
    private static final Duration SETTLING = Duration.ofMillis(5);

    private static final int MOST_LOOKS = 3;

    /** Of them nobody but the guard has a record. */
    private static final String UNSEEN =
            "runtime reservations are not listed: only administrators may look into the guard";

    private final Workplace workplace;

    Reading(Workplace workplace) {
        this.workplace = workplace;
    }

    Outcome<Listing> list() {
        try {
            Inventory inventory = settled();
            List<String> warnings = warnings(inventory);
            if (inventory.view() instanceof KernelView.Hidden) {
                warnings.add(UNSEEN);
            }
            return Outcome.granted(inventory.listing(workplace.kernel()), warnings);
        } catch (IOException failed) {
            return Failure.refusal("list", failed);
        }
    }

    Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        String wanted = "lookup " + protocol + " " + block;
        Optional<String> problem = block.zero();
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        try {
            Inventory inventory = settled();
            StoreContents contents = inventory.contents();
            return answer(
                    wanted,
                    contents.reservation(protocol, block),
                    Nearest.toReservation(protocol, block, contents),
                    inventory);
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    Outcome<Reservation> lookup(String name) {
        String wanted = "lookup " + name;
        Optional<String> problem = ReservationName.problem(name);
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        try {
            Inventory inventory = settled();
            return answer(wanted, inventory.contents().reservation(name), Nearest.TO_NAME, inventory);
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private Outcome<Reservation> answer(
            String wanted, Optional<StoredReservation> found, String otherwise, Inventory inventory)
            throws IOException {
        return found.isPresent()
                ? Outcome.granted(inventory.show(found.get()), warnings(inventory))
                : Outcome.refused(Code.ERROR_NOT_FOUND, wanted + ": " + otherwise);
    }

    private Inventory settled() throws IOException {
        Inventory inventory = look();
        for (int looks = 1; looks < MOST_LOOKS && !Drift.of(inventory).isEmpty(); looks++) {
            workplace.pause().of(SETTLING);
            inventory = look();
        }
        return inventory;
    }

    private Inventory look() throws IOException {
        StoreContents contents = workplace.store().read();
        return new Inventory(contents, KernelView.look(workplace.kernel(), contents));
    }

    private List<String> warnings(Inventory inventory) throws IOException {
        List<String> warnings = new ArrayList<>(
                StoreReport.warnings(inventory.contents(), workplace.kernel().accounts()));
        warnings.addAll(Drift.of(inventory));
        return warnings;
    }
}

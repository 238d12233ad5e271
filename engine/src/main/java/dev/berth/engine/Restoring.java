package dev.berth.engine;

import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the kernel keep everything that the store records, whoever sits inside, and names who does. */
final class Restoring {
    private final Kernel kernel;
    private final Change change;

    Restoring(Workplace workplace, Change change) {
        kernel = workplace.kernel();
        this.change = change;
    }

    Outcome<Listing> restore() {
        return change.anew("restore", OnDisabled.ENABLE, this::restore);
    }

    private Outcome<Listing> restore(Scene scene) throws IOException {
        // The work itself was done by the reconciliation that every change begins with.
        Live live = scene.live().orElseThrow();
        List<String> warnings = new ArrayList<>();
        // All that are enforced, and not only those that were not before: whatever change comes first enforces them,
        // and says
        // nothing of who is inside.
        List<StoredReservation> enforced =
                scene.contents().reservations().stream().filter(live::enforces).toList();
        Squatters squatters = new Squatters(kernel, enforced);
        for (StoredReservation stored : enforced) {
            warnings.addAll(squatters.of(stored));
        }
        Remaining.warning(kernel.reservedPorts()).ifPresent(warnings::add);
        KernelView view = KernelView.of(live.guard(), kernel.reservedPorts(), scene.contents());
        return Outcome.granted(new Inventory(scene.contents(), view).listing(kernel), warnings);
    }
}

package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Token;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the kernel keep exactly what the store records. The caller holds the lock, so whatever is pending belongs to a
 * change that died. Each step leaves a state from which the next reconciliation goes on, so none is taken back.
 */
final class Reconciliation {
    private final Kernel kernel;

    Reconciliation(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Reconciles, and tells how things stand afterwards. */
    Live run(StoreContents contents, Guard guard) throws IOException {
        ReservedList list = new ReservedList(guard, new SeenPorts(kernel.reservedPorts()));
        Map<Token, GuardEntry> entries = new LinkedHashMap<>();
        new VoidEntries(kernel).sweep(guard).forEach(entry -> entries.put(entry.token(), entry));
        Matching found = Matching.of(contents, List.copyOf(entries.values()));
        for (GuardEntry orphan : found.orphans()) {
            guard.remove(orphan.token());
            entries.remove(orphan.token());
        }
        Undo never = new Undo();
        PortBlock automatic = list.automatic();
        list.add(found.needed(contents, automatic), never);
        List<String> warnings = new ArrayList<>();
        for (StoredReservation stored : contents.reservations()) {
            Optional<GuardEntry> inTheWay = found.inTheWay(stored);
            if (inTheWay.isPresent()) {
                warnings.add(stored.title() + " is not enforced: the guard holds " + GuardNames.title(inTheWay.get())
                        + "; run 'berth restore' when that has ended");
            } else {
                GuardEntry entry = enforced(stored, found, guard);
                entries.put(entry.token(), entry);
            }
        }
        list.retain(found.tolerated(contents, automatic), never);
        return new Live(guard, list, Matching.of(contents, List.copyOf(entries.values())), warnings);
    }

    /** Makes the entry as its file asks for it. */
    private static GuardEntry enforced(StoredReservation stored, Matching found, Guard guard) throws IOException {
        GuardEntry entry = found.live().get(stored);
        GuardEntry wanted = Matching.wanted(stored, entry == null ? guard.issue() : entry.token());
        if (!wanted.equals(entry)) {
            guard.put(wanted);
        }
        return wanted;
    }
}

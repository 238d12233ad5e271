package dev.berth.engine;

import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.List;

/** Where the store, the guard and the list of reserved ports disagree. */
final class Drift {
    private static final String WAY_OUT = "; run 'berth restore'";

    private Drift() {}

    /** One sentence for each disagreement; none where a reader without privilege cannot tell. */
    static List<String> of(Inventory inventory) {
        StoreContents contents = inventory.contents();
        if (contents.wanted() == Switch.DISABLED) {
            return List.of(
                    inventory.view() instanceof KernelView.Seen
                            ? "disabling Berth was interrupted: the guard is still there; run 'berth disable' or 'berth restore'"
                            : "Berth is disabled and enforces nothing; 'berth restore' enables it");
        }
        return switch (inventory.view()) {
            case KernelView.Hidden _ -> List.of();
            case KernelView.Absent _ ->
                contents.all().isEmpty()
                        ? List.of()
                        : List.of("the guard is not in the kernel, and nothing is enforced" + WAY_OUT);
            case KernelView.Seen seen -> {
                List<String> drift = new ArrayList<>();
                if (!seen.lostHooks().isEmpty()) {
                    drift.add("the guard is attached no more with " + String.join(", ", seen.lostHooks())
                            + ", and nothing is enforced reliably" + WAY_OUT);
                }
                entries(contents, seen.matching(), drift);
                ports(contents, seen, drift);
                yield drift;
            }
        };
    }

    private static void entries(StoreContents contents, Matching matching, List<String> drift) {
        for (StoredReservation stored : contents.reservations()) {
            GuardEntry entry = matching.live().get(stored);
            if (entry == null || entry.state() == State.PENDING) {
                drift.add(stored.title() + " is recorded and not enforced" + WAY_OUT);
            } else if (!Matching.wanted(stored, entry.token()).equals(entry)) {
                drift.add(stored.title() + " is enforced otherwise than its file says" + WAY_OUT);
            }
        }
        for (GuardEntry orphan : matching.orphans()) {
            // A pending one is somebody's change under way, or void.
            if (orphan.state() == State.PERSISTENT) {
                drift.add("the guard holds " + GuardNames.title(orphan) + ", which no file records" + WAY_OUT);
            }
        }
    }

    private static void ports(StoreContents contents, KernelView.Seen seen, List<String> drift) {
        PortSet needed = seen.matching().needed(contents, seen.automatic());
        PortSet missing = needed.minus(seen.listed());
        if (!missing.isEmpty()) {
            drift.add(
                    "ip_local_reserved_ports lacks " + missing + ", which may so be assigned automatically" + WAY_OUT);
        }
        PortSet surplus = seen.claims().and(seen.listed()).minus(seen.matching().tolerated(contents, seen.automatic()));
        if (!surplus.isEmpty()) {
            drift.add("ip_local_reserved_ports still has " + surplus + ", which nothing of Berth needs" + WAY_OUT);
        }
    }
}

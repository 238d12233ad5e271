package dev.berth.engine;

import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Reservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.engine.store.StoredExclusion;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.List;

/**
 * The store's side and the kernel's, put together.
 *
 * @param contents what the store records
 * @param view what the kernel keeps
 */
record Inventory(StoreContents contents, KernelView view) {
    /** Everything that is held; runtime reservations as far as the reader may see the guard. */
    Listing listing(Kernel kernel) throws IOException {
        List<GuardEntry> runtime =
                view instanceof KernelView.Seen seen && seen.lostHooks().isEmpty()
                        ? seen.matching().runtime()
                        : List.of();
        return new Listing(
                contents.reservations().stream().map(this::show).toList(),
                contents.exclusions().stream().map(this::show).toList(),
                new RuntimeListing(kernel).of(runtime));
    }

    /** A reservation of the store, with what the kernel says of it. */
    Reservation show(StoredReservation stored) {
        return switch (view) {
            case KernelView.Absent _ -> stored.as(Token.NONE, Standing.NOT_ENFORCED);
            case KernelView.Hidden _ -> stored.as(Token.NONE, unverified());
            case KernelView.Seen seen -> {
                GuardEntry entry = seen.matching().live().get(stored);
                // A pending entry may be void: its creator is at work on it, or dead. One of another length enforces
                // what the file said before.
                yield entry == null
                                || entry.state() == State.PENDING
                                || !entry.block().equals(stored.block())
                                || !seen.lostHooks().isEmpty()
                        ? stored.as(Token.NONE, Standing.NOT_ENFORCED)
                        : stored.as(entry.token(), Standing.ENFORCED);
            }
        };
    }

    /** An exclusion of the store, with what the kernel says of it. */
    Exclusion show(StoredExclusion stored) {
        return switch (view) {
            case KernelView.Absent _ -> stored.as(Standing.NOT_ENFORCED);
            case KernelView.Hidden _ -> stored.as(unverified());
            case KernelView.Seen seen -> {
                boolean listed = PortSet.of(stored.block()).minus(seen.listed()).isEmpty();
                yield stored.as(listed ? Standing.ENFORCED : Standing.NOT_ENFORCED);
            }
        };
    }

    // Whether Berth is disabled says the store, which anybody may read.
    private Standing unverified() {
        return contents.wanted() == Switch.DISABLED ? Standing.NOT_ENFORCED : Standing.NOT_VERIFIED;
    }
}

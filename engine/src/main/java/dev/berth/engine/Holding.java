package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes a runtime block live, and looks whether somebody was in it before. In that order: what is live cannot be entered
 * any more while one looks. Belongs to who holds the lock.
 */
final class Holding {
    private final Workplace workplace;
    private final Kernel kernel;
    private final Guard guard;
    private final ReservedList list;
    private final InUse inUse;
    private final Occupants occupants;
    private PortBlock automatic;

    Holding(Workplace workplace, Guard guard) throws IOException {
        this.workplace = workplace;
        kernel = workplace.kernel();
        this.guard = guard;
        list = new ReservedList(guard, kernel.reservedPorts());
        inUse = new InUse(workplace);
        occupants = new Occupants(kernel);
        automatic = list.automatic();
    }

    /** Looks which ports automatic assignment chooses from; an administrator may change them at any time. */
    PortBlock automatic() throws IOException {
        automatic = list.automatic();
        return automatic;
    }

    /** Why the block would leave too few ports for automatic assignment, as a clause; empty if it would not. */
    Optional<String> tooMany(PortBlock block) throws IOException {
        return isAssigned(block) ? Remaining.problem(block, guard.claims(), kernel.reservedPorts()) : Optional.empty();
    }

    /** How many ports automatic assignment can do without. */
    int spare() throws IOException {
        return Remaining.left(guard.claims(), kernel.reservedPorts()) - Remaining.LEAST;
    }

    /** Makes it live. */
    GuardEntry hold(Wish wish, PortBlock block, Tenant owner, Undo undo) throws IOException {
        if (isAssigned(block)) {
            // The list before the entry: no port of the block is handed out between the two.
            list.add(PortSet.of(block).and(PortSet.of(automatic)), undo);
        }
        GuardEntry entry = wish.entry(
                guard.issue(), block, owner, workplace.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        undo.note("removing the guard's entry", () -> guard.remove(entry.token()));
        guard.put(entry);
        return entry;
    }

    /**
     * Makes it end with the socket that was wished for, if one was. Last of all: a socket that is asked for more in vain
     * goes on ending what it ended before.
     */
    void anchor(Wish wish, GuardEntry entry) throws IOException {
        if (wish.anchor().isPresent()) {
            guard.anchor(wish.anchor().getAsInt(), entry.token());
        }
    }

    /** Who is inside, by name. */
    Occupancy occupancy(GuardEntry entry) throws IOException {
        boolean simple = entry.block().count() <= InUse.MOST_PROBED && !isAssigned(entry.block());
        return simple && probed(entry).isEmpty() ? Occupancy.NOBODY : inUse.look(guard, entry, InUse.ANYBODY);
    }

    /** Tells whether {@link #listed} is to be asked about so many ports, and not {@link #probed}. */
    boolean isListed(Wish wish) throws IOException {
        return inUse.isListed(wish.protocol(), wish.count());
    }

    /** The ports that somebody has, by a bind of each. */
    PortSet probed(GuardEntry entry) throws IOException {
        return settled(entry, () -> once(entry));
    }

    /** Those of the ports that somebody has as the tables of sockets tell, which holds for the entry's own alone. */
    PortSet listed(GuardEntry entry, PortSet ports) throws IOException {
        return settled(entry, () -> occupants.ports(entry.protocol(), ports));
    }

    /** A look at who has which ports. */
    @FunctionalInterface
    private interface Look {
        PortSet once() throws IOException;
    }

    private PortSet settled(GuardEntry entry, Look look) throws IOException {
        PortSet held = look.once();
        // Only automatic assignment has anybody under way who was not refused.
        if (!isAssigned(entry.block()) || !held.and(PortSet.of(entry.block())).isEmpty()) {
            return held;
        }
        inUse.waitForFlying();
        return look.once();
    }

    private PortSet once(GuardEntry entry) throws IOException {
        PortSet held = PortSet.EMPTY;
        for (Protocol pool : Pools.of(entry.protocol())) {
            held = held.plus(guard.probe(entry.token(), pool, entry.block()));
        }
        return held;
    }

    /** Tells whether automatic assignment chose from the block when somebody looked last. */
    boolean isAssigned(PortBlock block) {
        return block.overlaps(automatic);
    }
}

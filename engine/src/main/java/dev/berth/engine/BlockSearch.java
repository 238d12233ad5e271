package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.engine.RuntimeRange.Choice;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds a block that nobody has, and makes it live. Belongs to who holds the lock. */
final class BlockSearch {
    /** After so many blocks in vain, one look at all sockets is cheaper than going on. */
    private static final int MOST_ATTEMPTS = 8;

    private final Guard guard;
    private final Books books;
    private final Holding holding;
    private final Upkeep upkeep;
    private final RuntimeRange range;
    private final PortSet registered;
    private final PortSet foreign;
    private final PortSet privileged;
    private Choices forUsers = Choices.NONE;
    private Choices forAdministrators = Choices.NONE;

    /**
     * What there is to choose from.
     *
     * @param automatic the ports of automatic assignment that it was made for; empty where it was not made
     * @param list the choices, the best first
     */
    private record Choices(Optional<PortBlock> automatic, List<Choice> list) {
        static final Choices NONE = new Choices(Optional.empty(), List.of());
    }

    BlockSearch(Kernel kernel, Guard guard, Books books, Holding holding, Upkeep upkeep, RuntimeRange range)
            throws IOException {
        this.guard = guard;
        this.books = books;
        this.holding = holding;
        this.upkeep = upkeep;
        this.range = range;
        registered = kernel.registeredPorts();
        foreign = kernel.reservedPorts().read().minus(guard.claims());
        privileged = RuntimeRange.below(RuntimeRange.firstUnprivileged(kernel.reservedPorts()));
    }

    /** Any block that satisfies the wish. */
    Outcome<GuardEntry> any(String wanted, Wish wish, Tenant owner, Undo undo) throws IOException {
        boolean swept = false;
        for (Choice choice : choices(owner)) {
            Optional<GuardEntry> found = search(choice, wish, owner, undo);
            // What has ended by itself comes before what was kept for others.
            if (found.isEmpty() && !swept) {
                swept = true;
                found = upkeep.sweep() ? search(choice, wish, owner, undo) : found;
            }
            if (found.isPresent()) {
                return Outcome.granted(found.get());
            }
        }
        String ports = wish.count() == 1 ? "no free port is" : "no " + wish.count() + " free ports in a row are";
        return Outcome.refused(
                Code.WSAENOBUFS,
                wanted + ": " + ports + " left in " + range + besides()
                        + "; 'berth list' says who holds them: wait until"
                        + " somebody releases some, ask for fewer, or choose another range");
    }

    /** Where else there is none, or why there is none. */
    private String besides() throws IOException {
        if (range.chosen().isEmpty()) {
            return ", nor among the ports of automatic assignment, of which half are kept for it";
        }
        return range.chosen().get().overlaps(holding.automatic())
                ? ", as half of the ports of automatic assignment are kept for it"
                : "";
    }

    private List<Choice> choices(Tenant owner) throws IOException {
        Optional<PortBlock> now = Optional.of(holding.automatic());
        if (owner.quota().isEmpty()) {
            if (!forAdministrators.automatic().equals(now)) {
                forAdministrators = new Choices(now, range.choices(now.get(), registered, foreign));
            }
            return forAdministrators.list();
        }
        if (!forUsers.automatic().equals(now)) {
            forUsers = new Choices(now, range.choices(now.get(), registered, foreign.plus(privileged)));
        }
        return forUsers.list();
    }

    private Optional<GuardEntry> search(Choice choice, Wish wish, Tenant owner, Undo undo) throws IOException {
        BitSet free = books.free(wish.protocol(), choice.ports());
        if (choice.automatic()) {
            spare(free, wish.count());
        }
        boolean wide = holding.isListed(wish);
        for (int attempt = 1; ; attempt++) {
            OptionalInt start = Pool.run(free, wish.count(), guard.turn());
            if (start.isEmpty()) {
                return Optional.empty();
            }
            PortBlock block = PortBlock.of(start.getAsInt(), wish.count());
            int before = undo.steps();
            GuardEntry entry = holding.hold(wish, block, owner, undo);
            PortSet held = wide ? holding.listed(entry, choice.ports()) : holding.probed(entry);
            if (isFree(block, held)) {
                guard.turn(block.last() == PortBlock.MAX_PORT ? 0 : block.last() + 1);
                return Optional.of(entry);
            }
            if (!wide && attempt == MOST_ATTEMPTS) {
                held = held.plus(holding.listed(entry, choice.ports()));
            }
            undo.backTo(before);
            held.stream().forEach(free::clear);
        }
    }

    private static boolean isFree(PortBlock block, PortSet held) {
        return held.isEmpty() || held.and(PortSet.of(block)).isEmpty();
    }

    /** Leaves so many ports free that no block of them takes too much from automatic assignment. */
    private void spare(BitSet free, int count) throws IOException {
        PortBlock assigned = holding.automatic();
        int room = Math.max(0, Math.min(room(assigned), holding.spare()));
        if (room < count) {
            // A block may reach into it from below or from above, and not far.
            int first = assigned.start() + room;
            free.clear(first, Math.max(first, assigned.last() - room) + 1);
        }
    }

    /** Half of the ports of automatic assignment are its own, whatever is asked for by number. */
    boolean isTooMuch(PortBlock block) throws IOException {
        PortBlock assigned = holding.automatic();
        int taken = PortSet.of(block).and(PortSet.of(assigned)).size();
        return taken > 0 && taken > room(assigned);
    }

    /** How many ports of automatic assignment runtime reservations may have besides those that they have. */
    private int room(PortBlock assigned) {
        return assigned.count() / 2 - books.runtimeAmong(PortSet.of(assigned));
    }
}

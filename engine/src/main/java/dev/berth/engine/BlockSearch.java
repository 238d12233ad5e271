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
    private Optional<PortBlock> automatic = Optional.empty();
    private List<Choice> choices = List.of();

    BlockSearch(Kernel kernel, Guard guard, Books books, Holding holding, Upkeep upkeep, RuntimeRange range)
            throws IOException {
        this.guard = guard;
        this.books = books;
        this.holding = holding;
        this.upkeep = upkeep;
        this.range = range;
        registered = kernel.registeredPorts();
        foreign = kernel.reservedPorts().read().minus(guard.claims());
    }

    /** Any block that satisfies the wish. */
    Outcome<GuardEntry> any(String wanted, Wish wish, Tenant owner, Undo undo) throws IOException {
        boolean swept = false;
        for (Choice choice : choices()) {
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
                wanted + ": " + ports + " left in " + range + "; 'berth list' says who holds them: wait until somebody"
                        + " releases some, ask for fewer, or choose another range");
    }

    private List<Choice> choices() throws IOException {
        PortBlock now = holding.automatic();
        if (!automatic.equals(Optional.of(now))) {
            choices = range.choices(now, registered, foreign);
            automatic = Optional.of(now);
        }
        return choices;
    }

    private Optional<GuardEntry> search(Choice choice, Wish wish, Tenant owner, Undo undo) throws IOException {
        BitSet free = books.free(wish.protocol(), choice.ports());
        boolean wide = holding.isListed(wish);
        for (int attempt = 1; ; attempt++) {
            OptionalInt start = Pool.run(free, wish.count(), guard.turn());
            if (start.isEmpty()) {
                return Optional.empty();
            }
            PortBlock block = PortBlock.of(start.getAsInt(), wish.count());
            if (choice.automatic() && isTooMuch(block)) {
                return Optional.empty();
            }
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

    /** Half of the ports of automatic assignment are its own, whatever is asked for. */
    boolean isTooMuch(PortBlock block) throws IOException {
        PortBlock assigned = holding.automatic();
        if (!block.overlaps(assigned)) {
            return false;
        }
        int taken = books.runtimeAmong(PortSet.of(assigned)) + block.count();
        return taken > assigned.count() / 2 || holding.tooMany(block).isPresent();
    }
}

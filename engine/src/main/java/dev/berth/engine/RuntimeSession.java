package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import java.io.IOException;
import java.util.Optional;

/**
 * What an engine keeps open and knows between calls about runtime reservations: the guard, the lock's file, and the books,
 * which hold as long as nobody else has announced a change. Without it each call would read the store and every entry.
 *
 * <p>Belongs to who holds the lock, but for {@link #enter}.
 */
final class RuntimeSession implements AutoCloseable {
    private final Workplace workplace;
    private final Guard guard;
    private final Door door;
    private final Books books;
    private final Life self;
    private final Upkeep upkeep;
    private final BlockSearch search;
    private final Holding holding;
    private long changes;

    private RuntimeSession(Workplace workplace, Guard guard, Door door, Books books, Life self, RuntimeRange range)
            throws IOException {
        this.workplace = workplace;
        this.guard = guard;
        this.door = door;
        this.books = books;
        this.self = self;
        upkeep = new Upkeep(guard, books, workplace.kernel().processTable());
        holding = new Holding(workplace, guard, self);
        search = new BlockSearch(workplace.kernel(), guard, books, holding, upkeep, range);
        changes = guard.changes();
    }

    /** Opens what a change has found: the lock is held, and there is a guard. */
    static RuntimeSession of(Workplace workplace, Scene scene, RuntimeRange range) throws IOException {
        Kernel kernel = workplace.kernel();
        Guard guard = kernel.guardHome().open().orElseThrow();
        try {
            Door door = kernel.locks().door(workplace.store().lockFile());
            try {
                Books books =
                        new Books(scene.contents(), scene.live().orElseThrow().matching());
                return new RuntimeSession(
                        workplace, guard, door, books, kernel.caller().life(), range);
            } catch (IOException | RuntimeException failed) {
                door.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            guard.close();
            throw failed;
        }
    }

    /** Takes the lock; empty if the session is of no use any more. */
    Optional<Held> enter() throws IOException {
        return door.enter(workplace.patience());
    }

    /** Tells whether what the books say still holds. */
    boolean isCurrent() throws IOException {
        return !guard.isRetired() && guard.changes() == changes;
    }

    /**
     * Tells whether the books do not speak against it, and the calling thread lives where they are kept. What has ended
     * by itself may still be in them.
     */
    boolean allows(Wish wish) throws IOException {
        return guard.isHere()
                && wish.block()
                        .filter(block -> books.meets(wish.protocol(), block))
                        .isEmpty();
    }

    /** Acquires what they {@linkplain #allows allow}. */
    Outcome<GuardEntry> acquire(String wanted, Wish wish, Undo undo) throws IOException {
        if (self.equals(Life.NOBODY)) {
            return Outcome.refused(
                    Code.ERROR_NOT_SUPPORTED,
                    wanted + ": this process lives in a pid or time namespace of its own, where the guard cannot tell"
                            + " when it ends; acquire from outside");
        }
        begin();
        Outcome<GuardEntry> outcome = wish.block().isPresent()
                ? exactly(wanted, wish, wish.block().get(), undo)
                : search.any(wanted, wish, undo);
        if (outcome instanceof Outcome.Granted<GuardEntry>(GuardEntry entry, var _)) {
            holding.anchor(wish, entry);
            undo.note("striking it from the books", () -> books.strike(entry.token()));
            books.enter(entry);
        }
        return outcome;
    }

    /** The reservation of a token that can be released in one step; empty where that takes more, or there is none. */
    Optional<GuardEntry> released(Token token) throws IOException {
        Optional<GuardEntry> known = books.runtime(token);
        boolean simple = known.isPresent() && !holding.isAssigned(known.get().block());
        // Asked of the guard, for it may have ended by itself.
        return simple ? guard.entry(token) : Optional.empty();
    }

    /** Tells whether the calling process acquired it. */
    boolean isOwn(GuardEntry entry) {
        return entry.owner().equals(self) && !self.equals(Life.NOBODY);
    }

    /** Ends a reservation. */
    void release(GuardEntry entry) throws IOException {
        begin();
        guard.remove(entry.token());
        books.strike(entry.token());
    }

    @Override
    public void close() {
        door.close();
        guard.close();
    }

    /** Announced before it is begun, so that everybody looks anew even if it dies midway. */
    private void begin() throws IOException {
        guard.announce();
        changes = guard.changes();
    }

    private Outcome<GuardEntry> exactly(String wanted, Wish wish, PortBlock block, Undo undo) throws IOException {
        holding.automatic();
        Optional<String> tooMany = holding.tooMany(block);
        if (tooMany.isPresent()) {
            return Outcome.refused(Code.WSAENOBUFS, wanted + ": " + tooMany.get());
        }
        int before = undo.steps();
        GuardEntry entry = holding.hold(wish, block, undo);
        Occupancy found = holding.occupancy(entry);
        if (found.isFree()) {
            return Outcome.granted(entry);
        }
        undo.backTo(before); // and not later, where a failure would leave the books without an entry that lives
        return Outcome.refused(Code.WSAEADDRINUSE, wanted + ": " + Occupation.clause(found, ""));
    }
}

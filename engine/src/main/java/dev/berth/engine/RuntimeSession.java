package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Lifetime;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Token;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an engine knows between calls about runtime reservations: the books, which hold as long as nobody else has announced a
 * change. Without it each call would read the store and every entry. Belongs to who holds the lock.
 */
final class RuntimeSession {
    private final StoreLock lock;
    private final int opened;
    private final Guard guard;
    private final Books books;
    private final Tenant self;
    private final Upkeep upkeep;
    private final BlockSearch search;
    private final Holding holding;
    private long changes;

    /** Opens what a change has found: the lock is held, and there is a guard. */
    RuntimeSession(Workplace workplace, StoreLock lock, Scene scene, RuntimeRange range) throws IOException {
        this.lock = lock;
        opened = lock.opened();
        Live live = scene.live().orElseThrow();
        Caller caller = workplace.kernel().caller();
        guard = live.guard();
        books = new Books(scene.contents(), live.matching());
        self = new Tenant(caller.life(), caller.uid(), Optional.empty());
        upkeep = new Upkeep(guard, books, workplace.kernel().processTable());
        holding = new Holding(workplace, guard);
        search = new BlockSearch(workplace.kernel(), guard, books, holding, upkeep, range);
        changes = guard.changes();
    }

    /** Tells whether what the books say still holds. */
    boolean isCurrent() throws IOException {
        return lock.opened() == opened && !guard.isRetired() && guard.changes() == changes;
    }

    /**
     * Tells whether the books do not speak against it, and the calling thread lives where they are kept. What has ended
     * by itself may still be in them.
     */
    boolean allows(Wish wish) throws IOException {
        return (wish.tenant().isPresent() || guard.isHere())
                && wish.block()
                        .filter(block -> books.meets(wish.protocol(), block))
                        .isEmpty();
    }

    /** Acquires what they {@linkplain #allows allow}. */
    Outcome<GuardEntry> acquire(String wanted, Wish wish, Undo undo) throws IOException {
        Tenant owner = wish.tenant().orElse(self);
        if (owner.life().equals(Life.NOBODY)) {
            return Outcome.refused(
                    Code.ERROR_NOT_SUPPORTED,
                    wanted + ": this process lives in a pid or time namespace of its own, where the guard cannot tell"
                            + " when it ends; acquire from outside");
        }
        // Before the change is announced: who is refused does not make everybody look anew.
        Optional<String> exceeding = exceeding(wish, owner);
        if (exceeding.isPresent()) {
            return Outcome.refused(Code.WSAENOBUFS, wanted + ": " + exceeding.get());
        }
        begin();
        Outcome<GuardEntry> outcome = wish.block().isPresent()
                ? exactly(wanted, wish, wish.block().get(), owner, undo)
                : search.any(wanted, wish, owner, undo);
        if (outcome instanceof Outcome.Granted<GuardEntry>(GuardEntry entry, var _)) {
            holding.anchor(wish, entry);
            undo.note("striking it from the books", () -> books.strike(entry.token()));
            books.enter(entry);
        }
        return outcome;
    }

    /**
     * What a request that was sent before has got, and still has; empty where it has to be carried out. The books are current.
     *
     * <p>It is sent once more because nobody answered, so whoever carried it out may have died midway, with the entry made
     * and neither looked whether somebody was inside nor tied it to its socket. So both is done again.
     */
    Optional<Outcome<GuardEntry>> answered(String wanted, Wish wish) throws IOException {
        if (wish.number() == 0) {
            return Optional.empty();
        }
        Optional<GuardEntry> known =
                books.answered(wish.number(), wish.tenant().orElse(self).life());
        Optional<GuardEntry> entry = known.isPresent() ? held(known.get().token()) : known;
        return entry.isPresent() && books.isUnanswered(entry.get().token())
                ? finished(wanted, wish, entry.get())
                : entry.map(Outcome::granted);
    }

    private Optional<Outcome<GuardEntry>> finished(String wanted, Wish wish, GuardEntry entry) throws IOException {
        Occupancy found = holding.occupancy(entry);
        if (found.isFree()) {
            holding.anchor(wish, entry);
            books.answer(entry.token());
            return Optional.of(Outcome.granted(entry));
        }
        release(entry);
        return wish.block().isPresent() ? Optional.of(occupied(wanted, found)) : Optional.empty();
    }

    /** The runtime reservation of a token; empty if there is none, or it has ended. */
    Optional<GuardEntry> held(Token token) throws IOException {
        Optional<GuardEntry> known = books.runtime(token);
        // One that hangs on a socket may have ended with it: then the guard is asked.
        boolean mayHaveEnded = known.isPresent() && known.get().lifetime() == Lifetime.SOCKET;
        return mayHaveEnded ? guard.entry(token) : known;
    }

    /** Tells whether it is one of those. */
    boolean isAmong(Whose whose, GuardEntry entry) {
        return whose.includes(entry.owner(), self.life());
    }

    /** Tells whether automatic assignment is kept away from its ports. */
    boolean isListed(GuardEntry entry) {
        return holding.isAssigned(entry.block());
    }

    /** Removes what a process has left that has ended. */
    List<GuardEntry> bury(Life owner) throws IOException {
        List<GuardEntry> left = new ArrayList<>();
        for (Token token : books.of(owner)) {
            books.runtime(token).ifPresent(left::add);
        }
        for (GuardEntry entry : left) {
            release(entry);
        }
        return left;
    }

    /** Takes a release back. */
    void restore(GuardEntry entry) throws IOException {
        guard.put(entry);
        books.enter(entry);
    }

    /** Ends a reservation. */
    void release(GuardEntry entry) throws IOException {
        begin();
        guard.remove(entry.token());
        books.strike(entry.token());
    }

    /** Announced before it is begun, so that everybody looks anew even if it dies midway. */
    private void begin() throws IOException {
        guard.announce();
        changes = guard.changes();
    }

    /** Why the owner's user may not have one more, as a clause; empty if he may. */
    private Optional<String> exceeding(Wish wish, Tenant owner) throws IOException {
        if (owner.quota().isEmpty()) {
            return Optional.empty();
        }
        Quota quota = owner.quota().get();
        if (books.usage(owner.uid()).leaves(wish.count(), quota)) {
            return Optional.empty();
        }
        List<GuardEntry> ended = upkeep.ended(books.ofUser(owner.uid()));
        for (GuardEntry entry : ended) {
            release(entry);
        }
        if (books.usage(owner.uid()).leaves(wish.count(), quota)) {
            return Optional.empty();
        }
        Usage held = books.usage(owner.uid());
        return Optional.of("this user holds " + held.blocks() + " of at most " + quota.blocks() + " blocks and "
                + held.ports() + " of at most " + quota.ports()
                + " ports; release some, or have an administrator allow more");
    }

    private Outcome<GuardEntry> exactly(String wanted, Wish wish, PortBlock block, Tenant owner, Undo undo)
            throws IOException {
        holding.automatic();
        Optional<String> tooMany = holding.tooMany(block);
        if (tooMany.isEmpty() && owner.quota().isPresent() && search.isTooMuch(block)) {
            tooMany = Optional.of("half of the ports of automatic assignment are kept for it; choose others");
        }
        if (tooMany.isPresent()) {
            return Outcome.refused(Code.WSAENOBUFS, wanted + ": " + tooMany.get());
        }
        int before = undo.steps();
        GuardEntry entry = holding.hold(wish, block, owner, undo);
        Occupancy found = holding.occupancy(entry);
        if (found.isFree()) {
            return Outcome.granted(entry);
        }
        undo.backTo(before); // and not later, where a failure would leave the books without an entry that lives
        return occupied(wanted, found);
    }

    private static Outcome<GuardEntry> occupied(String wanted, Occupancy found) {
        return Outcome.refused(Code.WSAEADDRINUSE, wanted + ": " + Occupation.clause(found, ""));
    }
}

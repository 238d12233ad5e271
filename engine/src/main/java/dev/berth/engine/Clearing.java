package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.Remedy;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sees to it that nobody is in the way in a block, as far as the remedies of a request go. The block is guarded already,
 * so whoever goes cannot come back.
 */
final class Clearing {
    /** Sockets to close, processes to end, what these leave behind; and once more each, for what looked otherwise. */
    private static final int MOST_ROUNDS = 6;

    private final Kernel kernel;
    private final InUse inUse;
    private final Eviction eviction;
    private final Termination termination;

    Clearing(Workplace workplace) {
        kernel = workplace.kernel();
        inUse = new InUse(workplace);
        eviction = new Eviction(kernel.sockets());
        termination = new Termination(workplace);
    }

    /** What came of it. */
    sealed interface Result {}

    /**
     * Nobody is in the way.
     *
     * @param adopted the sockets that stay
     */
    record Clear(List<Entry> adopted) implements Result {}

    /**
     * Somebody is.
     *
     * @param why who, and the way out, as a clause
     */
    record Blocked(String why) implements Result {}

    /**
     * Clears it.
     *
     * @param asker the process that it is done for, by its number, where that is another one
     * @param meanwhile what to do while it has to be waited for, once or several times
     */
    Result run(Guard guard, GuardEntry entry, Set<Remedy> remedies, Deeds deeds, OptionalInt asker, IoStep meanwhile)
            throws IOException {
        Belonging belonging = new Belonging(entry.rights(), kernel.processTable());
        InUse.Sorting sorting = remedies.contains(Remedy.ADOPT) ? new Adoption(belonging)::of : InUse.ANYBODY;
        Termination.Look look = () -> inUse.look(guard, entry, sorting, meanwhile);
        Occupancy found = look.again();
        for (int round = 0; !found.isFree() && round < MOST_ROUNDS; round++) {
            Optional<String> blocked = remedies.contains(Remedy.EVICT) || remedies.contains(Remedy.TERMINATE)
                    ? evict(found, remedies, deeds, asker, look)
                    : Optional.of(Occupation.clause(found, remedy(found, remedies, belonging)));
            if (blocked.isPresent()) {
                return new Blocked(blocked.get());
            }
            found = look.again();
        }
        return found.isFree() ? new Clear(found.adopted()) : new Blocked(Occupation.clause(found, ""));
    }

    /** One round against what one look found; why no more can be done, as a clause. */
    private Optional<String> evict(
            Occupancy found, Set<Remedy> remedies, Deeds deeds, OptionalInt asker, Termination.Look look)
            throws IOException {
        if (!found.unseen().isEmpty()) {
            return Optional.empty(); // closed between two looks, or nobody can tell whose it is: look again
        }
        Set<Long> ancestral = ancestral(asker);
        for (Entry entry : found.obstacles()) {
            if (ancestral.contains(entry.inode())) {
                return Optional.of("port " + entry.local().port() + " is in use by " + Sockets.describe(entry)
                        + ", a socket that the caller or one of its ancestors has open, which Berth neither closes nor"
                        + " ends; close it there, or choose another block");
            }
        }
        // Everything is looked at before anything is closed: closing some where others stay would be harm for nothing.
        List<Entry> futile =
                found.obstacles().stream().filter(Eviction::isFutile).toList();
        if (futile.isEmpty()) {
            eviction.close(found.obstacles(), deeds);
            return Optional.empty();
        }
        if (!remedies.contains(Remedy.TERMINATE)) {
            return Optional.of(Occupation.clause(
                    new Occupancy(found.unseen(), futile, List.of()),
                    "add --evict=terminate to end its process, as closing the socket does not free the port"));
        }
        Optional<String> objection = termination.objection(futile, deeds);
        if (objection.isPresent()) {
            return Optional.of(objection.get() + ", or choose another block");
        }
        termination.run(futile, deeds, look);
        return Optional.empty();
    }

    /** The sockets that are spared: those of this process and its ancestors, and of the one that it is done for. */
    private Set<Long> ancestral(OptionalInt asker) throws IOException {
        Set<Long> own = kernel.processTable().ancestralSockets();
        if (asker.isEmpty()) {
            return own;
        }
        Set<Long> both = new HashSet<>(own);
        both.addAll(kernel.processTable().ancestralSockets(asker.getAsInt()));
        return both;
    }

    /** What would have helped. */
    private static String remedy(Occupancy found, Set<Remedy> remedies, Belonging belonging) throws IOException {
        if (!found.unseen().isEmpty()) {
            return "";
        }
        boolean own = true;
        for (Entry entry : found.obstacles()) {
            own &= belonging.isOwn(entry);
        }
        if (own) {
            return "add --adopt";
        } else if (found.obstacles().stream().noneMatch(Eviction::isFutile)) {
            return "add --evict";
        }
        return remedies.contains(Remedy.ADOPT) ? "name whose it is as a consumer" : "";
    }
}

package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.api.Lifetime;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;

/**
 * Finds, for those who watch, what came and went without berthd: with an anchor, or by an administrator's own engine.
 * Belongs to the loop's thread.
 */
final class Comparison {
    private final GuardView guard;
    private final ProcessTable processes;
    private final Watchers watchers;

    Comparison(GuardView guard, ProcessTable processes, Watchers watchers) {
        this.guard = guard;
        this.processes = processes;
        this.watchers = watchers;
    }

    /** Looks, if anybody watches and anything may have moved. */
    void run() throws IOException {
        Ledger ledger = watchers.ledger();
        if (!watchers.isWatched()) {
            ledger.end();
        } else if (!ledger.isKept()) {
            guard.hasMoved();
            ledger.begin(guard.entries());
        } else if (guard.hasMoved()) {
            tell(ledger.compare(guard.entries()));
        }
    }

    private void tell(Ledger.Difference difference) throws IOException {
        for (GuardEntry entry : difference.gone()) {
            if (entry.state() == State.PERSISTENT) {
                watchers.seen(Event.Kind.DELETED, entry);
            } else if (entry.state() == State.RUNTIME) {
                watchers.ended(entry, reason(entry));
            }
        }
        for (GuardEntry entry : difference.come()) {
            watchers.seen(entry.state() == State.RUNTIME ? Event.Kind.ACQUIRED : Event.Kind.CREATED, entry);
        }
    }

    private String reason(GuardEntry entry) throws IOException {
        if (!processes.isAlive(entry.owner())) {
            return "its process has ended";
        }
        return entry.lifetime() == Lifetime.SOCKET ? "its socket was closed" : "it was released without asking berthd";
    }
}

package dev.berth.engine;

import dev.berth.api.Lifetime;
import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Strikes from the books what has ended by itself: with its owner process, which leaves a void entry behind, or with its
 * anchor. Belongs to who holds the lock.
 */
final class Upkeep {
    private final Guard guard;
    private final Books books;
    private final ProcessTable processes;
    /** Of these the books know. None at first: an anchor may have closed while they were being written. */
    private long endings;

    Upkeep(Guard guard, Books books, ProcessTable processes) {
        this.guard = guard;
        this.books = books;
        this.processes = processes;
    }

    /** Those among some that have ended by themselves; they stay in the books. */
    List<GuardEntry> ended(List<GuardEntry> entries) throws IOException {
        List<GuardEntry> ended = new ArrayList<>();
        Map<Life, Boolean> alive = new HashMap<>();
        for (GuardEntry entry : entries) {
            Boolean known = alive.get(entry.owner());
            boolean lives = known == null ? processes.isAlive(entry.owner()) : known;
            alive.put(entry.owner(), lives);
            boolean closed = entry.lifetime() == Lifetime.SOCKET
                    && guard.entry(entry.token()).isEmpty();
            if (!lives || closed) {
                ended.add(entry);
            }
        }
        return ended;
    }

    /** Tells whether there was any. The caller has announced a change. */
    boolean sweep() throws IOException {
        boolean swept = false;
        long now = guard.endings();
        if (now != endings) {
            for (Token token : books.anchored()) {
                if (guard.entry(token).isEmpty()) {
                    books.strike(token);
                    swept = true;
                }
            }
            endings = now;
        }
        for (Life owner : books.owners()) {
            if (!processes.isAlive(owner)) {
                for (Token token : books.of(owner)) {
                    guard.remove(token);
                    books.strike(token);
                    swept = true;
                }
            }
        }
        return swept;
    }
}

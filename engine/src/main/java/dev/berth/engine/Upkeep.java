package dev.berth.engine;

import dev.berth.api.Token;
import dev.berth.kernel.Guard;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;

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

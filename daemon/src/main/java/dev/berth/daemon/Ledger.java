package dev.berth.daemon;

import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries that watchers know of, to find what others than berthd have begun or ended. Empty and idle until the first
 * {@link #begin}. Belongs to the loop's thread.
 */
final class Ledger {
    private final Map<Token, GuardEntry> known = new HashMap<>();
    private boolean kept;
    private boolean lastingForgotten;

    /** What has come and gone between two looks. */
    record Difference(List<GuardEntry> come, List<GuardEntry> gone) {}

    /** Keeps the ledger from now on. */
    void begin(List<GuardEntry> entries) {
        known.clear();
        entries.forEach(entry -> known.put(entry.token(), entry));
        kept = true;
        lastingForgotten = false;
    }

    /** Keeps it no longer: nobody watches. */
    void end() {
        known.clear();
        kept = false;
    }

    boolean isKept() {
        return kept;
    }

    /** An entry that was told. */
    void enter(GuardEntry entry) {
        if (kept) {
            known.put(entry.token(), entry);
        }
    }

    /** An end that was told. */
    void strike(Token token) {
        known.remove(token);
    }

    /** Something that lasts was changed and told: the next look takes what lasts as it is. */
    void forgetLasting() {
        lastingForgotten = kept;
    }

    /** Compares with what is there now, and knows that from here on. */
    Difference compare(List<GuardEntry> entries) {
        List<GuardEntry> come = new ArrayList<>();
        Map<Token, GuardEntry> gone = new HashMap<>(known);
        for (GuardEntry entry : entries) {
            if (gone.remove(entry.token()) == null && entry.state() != State.PENDING && isNews(entry)) {
                come.add(entry);
            }
        }
        List<GuardEntry> ended = gone.values().stream().filter(this::isNews).toList();
        begin(entries);
        return new Difference(come, ended);
    }

    private boolean isNews(GuardEntry entry) {
        return !(lastingForgotten && entry.state() == State.PERSISTENT);
    }
}

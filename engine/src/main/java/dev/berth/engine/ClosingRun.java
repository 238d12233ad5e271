package dev.berth.engine;

import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Closes entries one after the other, and counts what became of them. Once; not safe for concurrent use. */
final class ClosingRun {
    private final String wanted;
    private final List<Entry> entries;
    private final Lifeline spared;
    private final Destroying destroying;
    private final Sink<? super Closing> sink;
    private long closed;
    private long gone;
    private long refused;

    ClosingRun(String wanted, List<Entry> entries, Lifeline spared, Destroying destroying, Sink<? super Closing> sink) {
        this.wanted = wanted;
        this.entries = entries;
        this.spared = spared;
        this.destroying = destroying;
        this.sink = sink;
    }

    /** Why an entry will not be closed, as a clause. */
    static Optional<String> obstacle(Entry entry, Lifeline spared) {
        return Destroying.obstacle(entry).or(() -> spared.remark(entry));
    }

    /** Closes them. What is spared takes no time of the pace. */
    Outcome<ClosingCount> close(Pace pace) {
        try {
            for (Entry entry : entries) {
                Optional<String> obstacle = obstacle(entry, spared);
                if (obstacle.isPresent()) {
                    refused++;
                    sink.take(new Closing(entry, Fate.REFUSED, obstacle));
                } else if (pace.next()) {
                    sink.take(counted(destroying.destroy(entry)));
                } else {
                    return Outcome.refused(
                            Code.WSAEINTR,
                            wanted + ": interrupted when " + Halfway.many(closed, "closed") + " of " + entries.size());
                }
            }
            return Outcome.granted(new ClosingCount(entries.size(), closed, gone, refused));
        } catch (IOException failed) {
            return Halfway.refusal(wanted, failed, "closed", closed);
        }
    }

    private Closing counted(Closing closing) {
        switch (closing.fate()) {
            case CLOSED -> closed++;
            case GONE -> gone++;
            case REFUSED, MATCHED -> refused++;
        }
        return closing;
    }
}

package dev.berth.engine;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryQuery;
import dev.berth.api.Outcome;
import dev.berth.kernel.Kernel;
import java.io.IOException;

/** Lists entries as the kernel hands them out. */
final class EntryListing {
    private final EntrySelections selections;
    private final EntryDump dump;

    EntryListing(Kernel kernel, EntrySelections selections) {
        this.selections = selections;
        dump = new EntryDump(kernel);
    }

    Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        String wanted = "list " + query.protocol() + " entries";
        Listed listed = new Listed(sink);
        try {
            dump.run(selections.of(query), listed);
            return Outcome.granted(listed.count());
        } catch (UnansweredException unanswered) {
            return unanswered.refusal(wanted);
        } catch (IOException failed) {
            return Halfway.refusal(wanted, failed, "listed", listed.count());
        }
    }
}

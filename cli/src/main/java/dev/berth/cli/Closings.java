package dev.berth.cli;

import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Entries.Sink;
import dev.berth.api.Outcome;

/** Tells what becomes of entries that are closed, one after the other. Goes on if nobody reads it. */
interface Closings extends Sink<Closing> {
    /** What there is to say at the end. */
    Answer end(Outcome<ClosingCount> outcome);

    /** The end of a run that was carried out. */
    static Answer answer(Outcome<ClosingCount> outcome) {
        return switch (outcome) {
            case Outcome.Granted<ClosingCount>(ClosingCount count, var warnings) ->
                new Answer.Shown(
                        new ClosingCountView(count), warnings, count.refused() == 0 ? Exit.DONE : Exit.REFUSED);
            case Outcome.Refused<ClosingCount> refused -> new Answer.Refused(refused.code(), refused.message());
        };
    }
}

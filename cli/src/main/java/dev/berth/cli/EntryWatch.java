package dev.berth.cli;

import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryQuery;
import dev.berth.api.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at entries again and again, and tells what has changed since the look before. Not safe for concurrent use. */
final class EntryWatch {
    private static final byte[] CHANGE = Lines.ascii("{\"change\":");
    private static final byte[] TIME = Lines.ascii(",\"time\":");
    private static final byte[] BEFORE = Lines.ascii(",\"before\":");
    private static final byte[] ENTRY = Lines.ascii(",\"entry\":");

    private static final int WIDEST_STATE = "FIN-WAIT-1".length();

    private final Entries entries;
    private final EntryQuery query;
    private final Printer printer;
    private final Pace pace;
    private final Lines lines;
    private final EntryJson json;
    private final EntryCells cells;

    EntryWatch(Entries entries, EntryQuery query, Call call) {
        this.entries = entries;
        this.query = query;
        this.printer = call.printer();
        this.pace = call.machine().pace();
        this.lines = printer.lines();
        this.json = new EntryJson(lines);
        this.cells = new EntryCells(call.machine()::interfaceName);
    }

    /** Watches until a look is refused, nobody reads any more, or the pace says to end. */
    Answer run(Duration interval) {
        List<Entry> before = new ArrayList<>();
        Outcome<Long> look = entries.list(query, before::add);
        EntryChanges changes = new EntryChanges(before);
        while (look instanceof Outcome.Granted<Long> && pace.await(interval)) {
            List<Entry> after = new ArrayList<>();
            look = entries.list(query, after::add);
            if (look instanceof Outcome.Granted<Long>) {
                tell(changes.since(after));
            }
        }
        return EntriesCommand.written(look);
    }

    private void tell(List<EntryChange> changes) {
        if (printer.isJson()) {
            String time = LocalTimes.iso(pace.now());
            for (EntryChange change : changes) {
                put(change, time);
            }
            lines.flush(); // what was seen is told before the next wait
            return;
        }
        String time = printer.times().timeOfDay(pace.now());
        StringBuilder text = new StringBuilder();
        for (EntryChange change : changes) {
            append(text, change, time);
        }
        printer.show(text.toString());
    }

    private void put(EntryChange change, String time) {
        lines.raw(CHANGE).quoted(change.kind().label());
        lines.raw(TIME).quoted(time);
        if (change.kind() == EntryChange.Kind.STATE) {
            lines.raw(BEFORE).quoted(change.before().word());
        }
        lines.raw(ENTRY);
        json.put(change.entry());
        lines.raw('}').end();
    }

    private void append(StringBuilder text, EntryChange change, String time) {
        text.append(time).append(' ').append(change.kind().sign()).append(' ');
        boolean first = true;
        for (EntryColumn column : EntryColumn.of(query.protocol(), query.details())) {
            switch (column) {
                case PROTOCOL, LOCAL, REMOTE, OWNER, UNIT -> {
                    text.append(first ? "" : "  ").append(cells.cell(column, change.entry()));
                    first = false;
                }
                case STATE -> {
                    String state = cells.cell(column, change.entry());
                    text.append(first ? "" : "  ")
                            .append(state)
                            .repeat(' ', Math.max(0, WIDEST_STATE - state.length()));
                    first = false;
                }
                case RECEIVE_QUEUE, SEND_QUEUE, RTT, RETRANSMITS, IDLE, SENT, RECEIVED -> {}
            }
        }
        if (change.kind() == EntryChange.Kind.STATE) {
            text.append("  was ").append(change.before().label());
        }
        text.append('\n');
    }
}

package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Entry;
import dev.berth.api.Outcome;
import java.util.Set;

/**
 * Closings for people: a line each. Of a dry run these are commands for a shell, with what there is to know as comments;
 * what matches and may not be closed is a table. Not safe for concurrent use.
 */
final class PlainClosings implements Closings {
    private static final int CHUNK = 1 << 12;

    private final CloseRequest request;
    private final Printer printer;
    private final EntryCells cells;
    private final EntryTable several;
    private final StringBuilder text = new StringBuilder();

    PlainClosings(CloseRequest request, Call call) {
        this.request = request;
        this.printer = call.printer();
        this.cells = new EntryCells(call.machine()::interfaceName);
        this.several = new EntryTable(request.protocol(), Set.of(), printer::width, cells, printer::tell);
    }

    @Override
    public void take(Closing closing) {
        Entry entry = closing.entry();
        switch (closing.fate()) {
            case MATCHED -> {
                if (request.options().contains(Option.DRY_RUN)) {
                    line(ClosingCommand.of(entry, request), "  # ", closing);
                } else {
                    several.add(entry);
                }
            }
            case CLOSED -> {
                if (!printer.isQuiet()) {
                    line("closed " + name(entry), "; ", closing);
                }
            }
            case GONE -> {
                if (!printer.isQuiet()) {
                    line("had ended already: " + name(entry), "; ", closing);
                }
            }
            case REFUSED -> {
                flush();
                printer.complain("not closed: " + name(entry)
                        + closing.remark().map(why -> ": " + why).orElse(""));
            }
        }
    }

    @Override
    public Answer end(Outcome<ClosingCount> outcome) {
        flush();
        several.end();
        return Closings.answer(outcome);
    }

    private void line(String beginning, String before, Closing closing) {
        text.append(beginning);
        if (closing.remark().isPresent()) {
            // A remark may quote what a process calls itself; it shall not begin another line.
            text.append(before).append(closing.remark().get().replace('\n', ' '));
        }
        text.append('\n');
        if (text.length() > CHUNK) {
            flush();
        }
    }

    private void flush() {
        printer.tell(text.toString());
        text.setLength(0);
    }

    private String name(Entry entry) {
        return entry.protocol() + " " + cells.local(entry) + " " + entry.remote();
    }
}

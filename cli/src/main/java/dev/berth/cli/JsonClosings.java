package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Outcome;

/** Closings for programs, as {@code docs/schema/entry-1.json} has them. Not safe for concurrent use. */
final class JsonClosings implements Closings {
    private static final byte[] FATE = Lines.ascii("{\"fate\":");
    private static final byte[] REMARK = Lines.ascii(",\"remark\":");
    private static final byte[] COMMAND = Lines.ascii(",\"command\":");
    private static final byte[] ENTRY = Lines.ascii(",\"entry\":");

    private final CloseRequest request;
    private final Lines lines;
    private final EntryJson json;

    JsonClosings(CloseRequest request, Printer printer) {
        this.request = request;
        this.lines = printer.actedLines();
        this.json = new EntryJson(lines);
    }

    @Override
    public void take(Closing closing) {
        lines.raw(FATE).quoted(closing.fate().label());
        if (closing.remark().isPresent()) {
            lines.raw(REMARK).quoted(closing.remark().get());
        }
        if (request.options().contains(Option.DRY_RUN)) {
            lines.raw(COMMAND).quoted(ClosingCommand.of(closing.entry(), request));
        }
        lines.raw(ENTRY);
        json.put(closing.entry());
        lines.raw('}').end();
    }

    @Override
    public Answer end(Outcome<ClosingCount> outcome) {
        lines.flush();
        return Closings.answer(outcome);
    }
}

package dev.berth.cli;

import dev.berth.api.Event;
import dev.berth.client.Watching.Watcher;
import java.util.List;

/** Shows what happens as it happens, a line each. Not safe for concurrent use. */
final class EventPrinter implements Watcher {
    private static final String GAP = "berthd was away; what happened meanwhile is not told";
    private static final int WIDEST_KIND = "acquired".length();

    private final Printer printer;
    private final EventJson json;
    private boolean begun;

    EventPrinter(Printer printer) {
        this.printer = printer;
        json = new EventJson(printer.lines());
    }

    @Override
    public void happened(Event event) {
        if (printer.isJson()) {
            json.put(event);
        } else {
            printer.show(line(event));
        }
    }

    @Override
    public void begins() {
        if (begun) {
            List<String> warnings = List.of(GAP);
            if (printer.isJson()) {
                printer.show(Json.warnings(warnings));
            }
            printer.warn(warnings);
        }
        begun = true;
    }

    private String line(Event event) {
        String kind = event.kind().label();
        StringBuilder line = new StringBuilder(printer.times().timeOfDay(event.time()));
        line.append(' ').append(kind).repeat(' ', Math.max(0, WIDEST_KIND - kind.length()));
        line.append(' ').append(event.protocol()).append(' ').append(event.block());
        event.address().ifPresent(address -> line.append(" on ").append(address));
        event.process().ifPresent(process -> line.append("  ").append(process));
        if (event.times() != 1) {
            line.append(", ").append(event.times()).append(" times");
        }
        event.why().ifPresent(why -> line.append(": ").append(why));
        return line.append('\n').toString();
    }
}

package dev.berth.cli;

import dev.berth.api.Event;

/** Events as {@code docs/schema/event-1.json} has them, a line each. Not safe for concurrent use. */
final class EventJson {
    private static final byte[] KIND = Lines.ascii("{\"kind\":");
    private static final byte[] TIME = Lines.ascii(",\"time\":");
    private static final byte[] PROTOCOL = Lines.ascii(",\"protocol\":");
    private static final byte[] START = Lines.ascii(",\"start\":");
    private static final byte[] COUNT = Lines.ascii(",\"count\":");
    private static final byte[] TOKEN = Lines.ascii(",\"token\":");
    private static final byte[] PROCESS = Lines.ascii(",\"process\":");
    private static final byte[] ADDRESS = Lines.ascii(",\"address\":");
    private static final byte[] TIMES = Lines.ascii(",\"times\":");
    private static final byte[] WHY = Lines.ascii(",\"why\":");

    private final Lines lines;

    EventJson(Lines lines) {
        this.lines = lines;
    }

    /** Puts an event, and hands it on. */
    void put(Event event) {
        lines.raw(KIND).quoted(event.kind().label());
        lines.raw(TIME).quoted(LocalTimes.iso(event.time()));
        lines.raw(PROTOCOL).quoted(event.protocol().label());
        lines.raw(START).number(event.block().start());
        lines.raw(COUNT).number(event.block().count());
        if (event.token().isPresent()) {
            lines.raw(TOKEN).quoted(event.token().toString());
        }
        if (event.process().isPresent()) {
            lines.raw(PROCESS);
            ProcessJson.put(lines, event.process().get());
        }
        if (event.address().isPresent()) {
            lines.raw(ADDRESS).quoted(event.address().get().toString());
        }
        lines.raw(TIMES).number(event.times());
        if (event.why().isPresent()) {
            lines.raw(WHY).quoted(event.why().get());
        }
        lines.raw('}').end();
        lines.flush();
    }
}

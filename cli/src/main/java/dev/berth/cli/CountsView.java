package dev.berth.cli;

import dev.berth.api.EntryState;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * How many entries there are in each state.
 *
 * @param counts the states in which there are any
 */
record CountsView(Map<EntryState, Long> counts) implements View {
    @Override
    public String text(LocalTimes times) {
        Table table = new Table("STATE", "COUNT");
        for (EntryState state : EntryState.values()) {
            if (counts.containsKey(state)) {
                table.add(state.label(), Long.toString(counts.get(state)));
            }
        }
        table.add("total", Long.toString(total()));
        return table.toString();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeObjectPropertyStart("counts");
        for (EntryState state : EntryState.values()) {
            if (counts.containsKey(state)) {
                json.writeNumberProperty(state.word(), counts.get(state));
            }
        }
        json.writeEndObject();
        json.writeNumberProperty("total", total());
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }

    private long total() {
        long total = 0;
        for (long count : counts.values()) {
            total += count;
        }
        return total;
    }
}

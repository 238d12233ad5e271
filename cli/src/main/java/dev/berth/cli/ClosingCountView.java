package dev.berth.cli;

import dev.berth.api.ClosingCount;
import tools.jackson.core.JsonGenerator;

/**
 * What became of entries that were closed, counted.
 *
 * @param count the counts
 */
record ClosingCountView(ClosingCount count) implements View {
    /** Only of several: of one, its own line says it all. */
    @Override
    public String text(LocalTimes times) {
        boolean isTried = count.closed() + count.gone() + count.refused() > 0;
        if (count.matched() < 2 || !isTried) {
            return "";
        }
        StringBuilder text = new StringBuilder("closed ").append(count.closed());
        text.append(" of ").append(count.matched()).append(" entries");
        if (count.gone() > 0) {
            text.append("; ").append(count.gone()).append(" had ended already");
        }
        if (count.refused() > 0) {
            text.append("; ").append(count.refused()).append(" still there");
        }
        return text.append('\n').toString();
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeNumberProperty("matched", count.matched());
        json.writeNumberProperty("closed", count.closed());
        json.writeNumberProperty("gone", count.gone());
        json.writeNumberProperty("refused", count.refused());
    }

    @Override
    public boolean isConfirmation() {
        return true;
    }
}

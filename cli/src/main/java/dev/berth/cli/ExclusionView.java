package dev.berth.cli;

import dev.berth.api.Exclusion;
import tools.jackson.core.JsonGenerator;

/**
 * One exclusion, made or removed.
 *
 * @param exclusion as it stands, or stood
 * @param sentence what was done
 */
record ExclusionView(Exclusion exclusion, String sentence) implements View {
    @Override
    public String text(LocalTimes times) {
        return sentence + "\n";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("exclusion");
        Json.write(json, exclusion);
    }

    @Override
    public boolean isConfirmation() {
        return true;
    }
}

package dev.berth.cli;

import dev.berth.api.Code;
import tools.jackson.core.JsonGenerator;

/**
 * An error code, explained.
 *
 * @param code the code
 */
record CodeView(Code code) implements View {
    @Override
    public String text(LocalTimes times) {
        return code + " (" + code.number() + ")\nWindows says: " + code.text() + "\nAbout ports:  "
                + Explanation.of(code) + "\n";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeNumberProperty("code", code.number());
        json.writeStringProperty("name", code.name());
        json.writeStringProperty("text", code.text());
        json.writeStringProperty("explanation", Explanation.of(code));
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }
}

package dev.berth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/**
 * Which Berth this is.
 *
 * @param version its version
 */
record VersionView(String version) implements View {
    /** This one's, as the build wrote it down. */
    static VersionView own() {
        try (InputStream stream = Objects.requireNonNull(VersionView.class.getResourceAsStream("version"))) {
            return new VersionView(new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String text(LocalTimes times) {
        return "berth " + version + "\n";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("version", version);
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }
}

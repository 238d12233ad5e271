package dev.berth.cli;

import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A runtime reservation that was released.
 *
 * @param token what named it
 * @param reservation as it stood, where it was listed
 */
record ReleasedView(Token token, Optional<RuntimeReservation> reservation) implements View {
    @Override
    public String text(LocalTimes times) {
        return "released "
                + reservation
                        .map(was -> was.protocol() + " " + was.block() + " of " + was.owner())
                        .orElse(token.toString())
                + "; anybody may bind there\n";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("token", token.toString());
        if (reservation.isPresent()) {
            json.writeName("runtime");
            Json.write(json, reservation.get());
        }
    }

    @Override
    public boolean isConfirmation() {
        return true;
    }
}

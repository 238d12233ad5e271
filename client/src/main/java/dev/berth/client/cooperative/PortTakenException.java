package dev.berth.client.cooperative;

import dev.berth.api.Protocol;
import java.io.IOException;
import java.net.BindException;

/** A port that cannot be bound now. */
final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1;

    PortTakenException(Protocol pool, int port, BindException why) {
        super(pool + " port " + port + " is in use or not to be had (" + why.getMessage() + ")", why);
    }
}

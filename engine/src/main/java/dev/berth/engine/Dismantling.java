package dev.berth.engine;

import dev.berth.kernel.Guard;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.Optional;

/** Takes Berth out of the kernel; the caller holds the lock and has left the marker. No matter if nothing is there. */
final class Dismantling {
    private final Kernel kernel;

    Dismantling(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Removes our ports from the list, then the guard and with it the record of which ports are ours. */
    void run() throws IOException {
        Optional<Guard> pinned = kernel.guardHome().open();
        if (pinned.isPresent()) {
            try (Guard guard = pinned.get()) {
                PortSet ours = guard.claims().and(kernel.reservedPorts().read());
                if (!ours.isEmpty()) {
                    kernel.reservedPorts().remove(ours);
                }
            }
        }
        kernel.guardHome().remove();
    }
}

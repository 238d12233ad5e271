package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The list of reserved ports as one change sees it: what was read of it once is not read again until the change has altered it.
 * Not safe for concurrent use.
 */
final class SeenPorts implements ReservedPorts {
    private final ReservedPorts ports;
    private @Nullable PortSet listed;
    private @Nullable PortBlock automatic;

    SeenPorts(ReservedPorts ports) {
        this.ports = ports;
    }

    @Override
    public PortSet read() throws IOException {
        PortSet seen = listed;
        if (seen == null) {
            seen = ports.read();
            listed = seen;
        }
        return seen;
    }

    @Override
    public PortBlock automatic() throws IOException {
        PortBlock seen = automatic;
        if (seen == null) {
            seen = ports.automatic();
            automatic = seen;
        }
        return seen;
    }

    @Override
    public int firstUnprivileged() throws IOException {
        return ports.firstUnprivileged();
    }

    @Override
    public void add(PortSet more) throws IOException {
        listed = null;
        ports.add(more);
    }

    @Override
    public void remove(PortSet some) throws IOException {
        listed = null;
        ports.remove(some);
    }
}

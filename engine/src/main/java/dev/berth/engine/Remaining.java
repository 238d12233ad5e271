package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import java.io.IOException;
import java.util.Optional;

/** Keeps enough ports for automatic assignment: without any, every {@code connect} on the machine fails. */
final class Remaining {
    /** Fewer are never left. */
    static final int LEAST = 1024;

    private Remaining() {}

    /**
     * Why the block cannot be taken from automatic assignment, as a clause; empty if it can.
     *
     * @param needed what the store takes already
     * @param ports what automatic assignment has
     */
    static Optional<String> problem(PortBlock block, PortSet needed, ReservedPorts ports) throws IOException {
        PortBlock range = ports.automatic();
        PortSet before = PortSet.of(range).minus(ports.read()).minus(needed);
        PortSet after = before.minus(PortSet.of(block));
        // A block that takes none is no reason to refuse, even where others have left too few.
        if (after.size() >= LEAST || after.size() == before.size()) {
            return Optional.empty();
        }
        return Optional.of("only " + after.size() + " of the ports " + range
                + " would remain for automatic assignment, and Berth leaves at least " + LEAST
                + "; choose a smaller block, or one outside " + range);
    }

    /** How many ports automatic assignment has left, with what is taken from it already. */
    static int left(PortSet needed, ReservedPorts ports) throws IOException {
        return PortSet.of(ports.automatic()).minus(ports.read()).minus(needed).size();
    }

    /** A warning where too few are left already. */
    static Optional<String> warning(ReservedPorts ports) throws IOException {
        PortBlock range = ports.automatic();
        int left = left(PortSet.EMPTY, ports);
        return left >= LEAST
                ? Optional.empty()
                : Optional.of("only " + left + " of the ports " + range + " remain for automatic assignment; delete a"
                        + " reservation or exclusion there, or widen net.ipv4.ip_local_port_range");
    }
}

package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The ports that a runtime reservation of anybody's choice is taken from.
 *
 * <p>{@link #USUAL} lies below the range that Linux assigns automatically from, 32768 to 60999, below what Kubernetes
 * gives to its nodes, 30000 to 32767, and above most of what is registered with IANA.
 *
 * @param chosen the range that an administrator has chosen; empty for the usual one
 */
record RuntimeRange(Optional<PortBlock> chosen) {
    /** The range that is used when none was chosen. */
    static final PortBlock USUAL = PortBlock.between(20_000, 29_999);

    /** Ports below are for administrators, whatever Linux is told. */
    private static final int FIRST_UNPRIVILEGED = 1024;

    private static final PortSet PRIVILEGED = below(FIRST_UNPRIVILEGED);

    /**
     * Ports to take a block from.
     *
     * @param ports the ports
     * @param automatic whether automatic assignment chooses among them, too
     */
    record Choice(PortSet ports, boolean automatic) {}

    /**
     * What to choose from, the best first: away from automatic assignment and from well-known services; away from
     * automatic assignment; at last wherever the range is, and automatic ports too where none was chosen.
     *
     * @param automatic the ports that automatic assignment chooses from
     * @param registered the ports of well-known services
     * @param foreign ports that are not for choice: those that somebody else keeps out of automatic assignment, for reasons
     *     of his own, and those that are not for who asks
     */
    List<Choice> choices(PortBlock automatic, PortSet registered, PortSet foreign) {
        PortBlock range = chosen.orElse(USUAL);
        PortSet assigned = PortSet.of(automatic);
        PortSet all = PortSet.of(range).minus(foreign);
        PortSet outside = all.minus(assigned);
        PortSet last =
                chosen.isPresent() ? all : all.plus(assigned.minus(foreign)).minus(PRIVILEGED);
        return List.of(
                new Choice(outside.minus(registered).minus(WellKnown.ports()), false),
                new Choice(outside, false),
                new Choice(last, true));
    }

    /** The first port that a user may have who is no administrator; Linux may have been told a higher one than is usual. */
    static int firstUnprivileged(ReservedPorts ports) throws IOException {
        return Math.max(FIRST_UNPRIVILEGED, ports.firstUnprivileged());
    }

    /** All ports below one; they are given to administrators alone, for who has one binds it without any capability. */
    static PortSet below(int first) {
        return PortSet.of(PortBlock.between(0, first - 1));
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return chosen.orElse(USUAL).toString();
    }
}

package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.Protocol;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/** Whether somebody holds a port of a block that is guarded already, so that nobody can come in while we look. */
final class InUse {
    /** Up to here a bind of each port is cheaper than a dump of all sockets. */
    static final int MOST_PROBED = 64;

    /** A {@code connect} that has chosen its port before the port was listed shows by then. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(1);

    private final ReservedPorts reservedPorts;
    private final SocketTable sockets;
    private final Occupants occupants;
    private final Pause pause;

    InUse(Workplace workplace) {
        reservedPorts = workplace.kernel().reservedPorts();
        sockets = workplace.kernel().sockets();
        occupants = new Occupants(workplace.kernel());
        pause = workplace.pause();
    }

    /** Tells the sockets of one pool that are in the way from those that are not. */
    @FunctionalInterface
    interface Sorting {
        /** Sorts them. */
        Occupancy of(List<Entry> entries) throws IOException;
    }

    /** Whoever is inside is in the way. */
    static final Sorting ANYBODY = entries -> new Occupancy(PortSet.EMPTY, entries, List.of());

    /**
     * Who is inside. Where automatic assignment chooses from the block, that nobody is in the way is found twice before it is
     * said; elsewhere nobody is under way whom the guard would not refuse.
     */
    Occupancy look(Guard guard, GuardEntry entry, Sorting sorting) throws IOException {
        return look(guard, entry, sorting, () -> {});
    }

    /** The same, with something to do in the time between the two looks, where there are two. */
    Occupancy look(Guard guard, GuardEntry entry, Sorting sorting, IoStep meanwhile) throws IOException {
        Occupancy atFirst = once(guard, entry, sorting);
        if (!atFirst.isFree() || !entry.block().overlaps(reservedPorts.automatic())) {
            return atFirst;
        }
        pause.around(IN_FLIGHT, meanwhile);
        return once(guard, entry, sorting);
    }

    /** Waits until a {@code connect} that has chosen its port has it. */
    void waitForFlying() throws IOException {
        pause.around(IN_FLIGHT, () -> {});
    }

    /**
     * Tells whether the table of sockets answers for a block of so many ports. It does not where the kernel leaves out
     * sockets that hold a port: then each port is bound, however many there are.
     */
    boolean isListed(Protocol protocol, int count) throws IOException {
        if (count <= MOST_PROBED) {
            return false;
        }
        for (Protocol pool : Pools.of(protocol)) {
            if (!sockets.listsAll(pool)) {
                return false;
            }
        }
        return true;
    }

    private Occupancy once(Guard guard, GuardEntry entry, Sorting sorting) throws IOException {
        Occupancy found = Occupancy.NOBODY;
        for (Protocol pool : Pools.of(entry.protocol())) {
            if (isListed(pool, entry.block().count())) {
                found = found.plus(sorting.of(occupants.of(pool, PortSet.of(entry.block()))));
            } else {
                PortSet held = guard.probe(entry.token(), pool, entry.block());
                if (!held.isEmpty()) {
                    List<Entry> inside = occupants.of(pool, held);
                    BitSet seen = new BitSet();
                    inside.forEach(one -> seen.set(one.local().port()));
                    found = found.plus(new Occupancy(held.minus(PortSet.of(seen)), List.of(), List.of()))
                            .plus(sorting.of(inside));
                }
            }
        }
        return found;
    }
}

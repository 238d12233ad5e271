package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether somebody holds a port of a block that is guarded already, so that nobody can come in while we look. */
final class InUse {
    /** Up to here a bind of each port is cheaper than a dump of all sockets. */
    static final int MOST_PROBED = 64;

    /** A {@code connect} that has chosen its port before the port was listed shows by then. */
    private static final Duration IN_FLIGHT = Duration.ofMillis(1);

    private final SocketTable sockets;
    private final Pause pause;

    InUse(Workplace workplace) {
        sockets = workplace.kernel().sockets();
        pause = workplace.pause();
    }

    /** Who is inside, and the way out, as a clause; empty if nobody is. */
    Optional<String> problem(Guard guard, GuardEntry entry) throws IOException {
        Optional<String> atFirst = look(guard, entry);
        if (atFirst.isPresent()) {
            return atFirst;
        }
        pause.of(IN_FLIGHT);
        return look(guard, entry);
    }

    private Optional<String> look(Guard guard, GuardEntry entry) throws IOException {
        PortSet busy = PortSet.EMPTY;
        List<Holder> holders = new ArrayList<>();
        for (Protocol pool : Pools.of(entry.protocol())) {
            if (entry.block().count() > MOST_PROBED) {
                List<Holder> inside = sockets.holders(pool, PortSet.of(entry.block()));
                holders.addAll(inside);
                busy = busy.plus(PortSet.of(
                        inside.stream().map(Holder::port).map(PortBlock::of).toList()));
            } else {
                PortSet found = guard.probe(entry.token(), pool, entry.block());
                if (!found.isEmpty()) {
                    holders.addAll(sockets.holders(pool, found));
                    busy = busy.plus(found);
                }
            }
        }
        return busy.isEmpty() ? Optional.empty() : Optional.of(Occupation.clause(busy, holders));
    }
}

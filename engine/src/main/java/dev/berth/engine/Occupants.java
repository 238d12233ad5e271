package dev.berth.engine;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PartialListingException;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/** Finds the sockets that hold ports, and the processes that have them open. */
final class Occupants {
    /** A listing that is not whole is of no use, and is begun anew so often. */
    private static final int ATTEMPTS = 5;

    private final Kernel kernel;

    Occupants(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The sockets of a pool whose local ports are among these, by port. */
    List<Entry> of(Protocol pool, PortSet ports) throws IOException {
        List<Entry> found = new ArrayList<>();
        whole(() -> {
            found.clear();
            // Measured, because only what is measured tells the paths of MPTCP connections.
            list(pool, ports, pool == Protocol.TCP, found::add);
        });
        found.sort((one, other) ->
                Integer.compare(one.local().port(), other.local().port()));
        return owned(found);
    }

    /** Those of the ports that some socket of the pool or pools has; nobody's name is looked up. */
    PortSet ports(Protocol protocol, PortSet ports) throws IOException {
        BitSet held = new BitSet();
        for (Protocol pool : Pools.of(protocol)) {
            whole(() -> list(pool, ports, false, entry -> held.set(entry.local().port())));
        }
        return PortSet.of(held).and(ports);
    }

    private static void whole(IoStep listing) throws IOException {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                listing.run();
                return;
            } catch (PartialListingException broken) {
                if (left == 0) {
                    throw broken;
                }
            }
        }
    }

    private void list(Protocol pool, PortSet ports, boolean measured, Sink<Entry> sink) throws IOException {
        List<PortBlock> runs = ports.runs();
        if (runs.isEmpty()) {
            return;
        }
        EntryFilter between = new EntryFilter.And(
                new EntryFilter.Port(
                        End.LOCAL, Comparison.AT_LEAST, runs.getFirst().start()),
                new EntryFilter.Port(
                        End.LOCAL, Comparison.AT_MOST, runs.getLast().last()));
        SocketQuery query = new SocketQuery(pool, EnumSet.allOf(EntryState.class), between, measured);
        kernel.sockets().list(query, entry -> {
            if (ports.contains(entry.local().port())) {
                sink.take(entry);
            }
        });
    }

    private List<Entry> owned(List<Entry> found) throws IOException {
        if (found.stream().allMatch(entry -> entry.inode() == 0)) {
            return found; // the owners of nothing are known without a look at every process
        }
        SocketOwners owners = kernel.processTable().socketOwners();
        return found.stream().map(entry -> entry.with(owners.of(entry.inode()))).toList();
    }
}

package dev.berth.kernel.netlink;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.process.LinuxProcessTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets that {@code sock_diag(7)} lists. MPTCP sockets are found by their subflows, which are TCP sockets and
 * carry the inode of the socket that the process holds. Safe for concurrent use: each call has a netlink socket of its
 * own, in the network namespace of the thread that calls.
 */
public final class LinuxSocketTable implements SocketTable {
    private final ProcessTable processes;

    /** A table that names users by these accounts. */
    public LinuxSocketTable(Accounts accounts) {
        processes = LinuxProcessTable.withoutIterator(accounts);
    }

    @Override
    public List<Holder> holders(Protocol protocol, PortSet ports) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
            if (pool.meets(protocol)) {
                entries.addAll(dump(new SocketQuery(pool, EnumSet.allOf(EntryState.class), EntryFilter.ALL, false))
                        .list(ports));
            }
        }
        SocketOwners owners = entries.isEmpty() ? inode -> Owners.NOBODY : processes.socketOwners();
        return entries.stream()
                .map(entry -> holder(entry, owner(owners.of(entry.inode()))))
                .sorted(Comparator.comparingInt(Holder::port))
                .toList();
    }

    private static Holder holder(Entry entry, Optional<Holder.Owner> owner) {
        return new Holder(
                entry.protocol(),
                entry.local().address().toInetAddress(),
                entry.local().port(),
                entry.state().label(),
                owner);
    }

    private static Optional<Holder.Owner> owner(Owners owners) {
        return owners instanceof Owners.Known(List<OwnerProcess> all)
                ? Optional.of(new Holder.Owner(
                        all.getFirst().pid(),
                        all.getFirst().command(),
                        all.getFirst().user()))
                : Optional.empty();
    }

    @Override
    public void list(SocketQuery query, Sink<? super Entry> sink) throws IOException {
        dump(query).list(sink);
    }

    @Override
    public Map<EntryState, Long> count(SocketQuery query) throws IOException {
        if (!query.filter().equals(EntryFilter.ALL)) {
            throw new IllegalArgumentException("only all sockets are counted, not those of " + query.filter());
        }
        return dump(query).count();
    }

    @Override
    public Optional<Entry> find(EntryKey key) throws IOException {
        return new SocketLookup(wires(key.protocol()), key.protocol()).find(key);
    }

    @Override
    public void destroy(Entry entry) throws IOException {
        try (Destroyer one = destroyer()) {
            one.destroy(entry);
        }
    }

    @Override
    public Destroyer destroyer() throws IOException {
        return new SocketDestroyer(NetlinkSocket.open(Netlink.NETLINK_SOCK_DIAG, "sock_diag"));
    }

    private static SocketDump dump(SocketQuery query) {
        return new SocketDump(wires(query.pool()), query);
    }

    private static Wire.Opening wires(Protocol pool) {
        return () -> NetlinkSocket.open(Netlink.NETLINK_SOCK_DIAG, InetDiag.subject(pool));
    }
}

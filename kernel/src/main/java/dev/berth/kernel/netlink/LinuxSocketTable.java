package dev.berth.kernel.netlink;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The sockets that {@code sock_diag(7)} lists. MPTCP sockets are found by their subflows, which are TCP sockets and
 * carry the inode of the socket that the process holds. Safe for concurrent use: each call has a netlink socket of its
 * own, in the network namespace of the thread that calls.
 */
public final class LinuxSocketTable implements SocketTable {
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
    public boolean listsAll(Protocol protocol) throws IOException {
        return protocol == Protocol.UDP || BoundSockets.areListed(this);
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

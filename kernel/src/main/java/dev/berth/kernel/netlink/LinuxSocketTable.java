package dev.berth.kernel.netlink;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The sockets that {@code sock_diag(7)} lists. MPTCP sockets are found by their subflows, which are TCP sockets and
 * carry the inode of the socket that the process holds. Safe for concurrent use.
 */
public final class LinuxSocketTable implements SocketTable {
    private static final int ATTEMPTS = 5;
    private static final List<Integer> FAMILIES = List.of(Sockets.AF_INET, Sockets.AF_INET6);

    private final SocketOwners owners;

    /** A table that names users by these accounts. */
    public LinuxSocketTable(Accounts accounts) {
        owners = new SocketOwners(accounts);
    }

    @Override
    public List<Holder> holders(Protocol protocol, PortSet ports) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
            if (pool.meets(protocol)) {
                for (int family : FAMILIES) {
                    rows.addAll(patiently(pool, () -> dump(pool, family, ports)));
                }
            }
        }
        Set<Long> inodes = rows.stream()
                .map(row -> row.socket.inode())
                .filter(inode -> inode != 0)
                .collect(Collectors.toSet());
        Map<Long, Holder.Owner> known = owners.of(inodes);
        return rows.stream()
                .map(row -> row.holder(Optional.ofNullable(known.get(row.socket.inode()))))
                .sorted(Comparator.comparingInt(Holder::port))
                .toList();
    }

    @Override
    public void list(SocketQuery query, Sink<? super Entry> sink) throws IOException {
        throw new UnsupportedOperationException("list");
    }

    @Override
    public Map<EntryState, Long> count(SocketQuery query) throws IOException {
        throw new UnsupportedOperationException("count");
    }

    @Override
    public Optional<Entry> find(EntryKey key) throws IOException {
        throw new UnsupportedOperationException("find");
    }

    @Override
    public void destroy(Entry entry) throws IOException {
        throw new UnsupportedOperationException("destroy");
    }

    /** One attempt at a listing. */
    interface Attempt<T> {
        T list() throws IOException;
    }

    /** Lists anew, a few times, where the kernel says that a listing is not whole. */
    static <T> T patiently(Protocol pool, Attempt<T> attempt) throws IOException {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                return attempt.list();
            } catch (DumpAnswer.Interrupted changed) {
                if (left == 0) {
                    throw changed;
                }
            } catch (SyscallException refused) {
                if (refused.errno().equals(Errno.ENOENT)) {
                    throw new UnsupportedException(
                            "this kernel cannot list " + pool + " sockets",
                            "load its module: modprobe " + pool + "_diag",
                            refused);
                }
                if (!refused.errno().equals(Errno.ENOBUFS) || left == 0) {
                    throw refused;
                }
            }
        }
    }

    private static List<Row> dump(Protocol pool, int family, PortSet ports) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (NetlinkSocket netlink = NetlinkSocket.open(Netlink.NETLINK_SOCK_DIAG, "sock_diag " + pool);
                Arena arena = Arena.ofConfined()) {
            int number = pool == Protocol.TCP ? Sockets.IPPROTO_TCP : Sockets.IPPROTO_UDP;
            InetDiagReqV2 request = new InetDiagReqV2(family, number, InetDiag.ALL_STATES);
            netlink.dump(InetDiag.SOCK_DIAG_BY_FAMILY, "SOCK_DIAG_BY_FAMILY", request.write(arena), payload -> {
                if (ports.contains(InetDiagMsg.sport(payload))) {
                    rows.add(new Row(pool, InetDiagMsg.read(payload)));
                }
            });
        }
        return rows;
    }

    private record Row(Protocol pool, InetDiagMsg socket) {
        Holder holder(Optional<Holder.Owner> owner) {
            String state = pool == Protocol.TCP ? InetDiag.tcpState(socket.state()) : InetDiag.udpState(socket.state());
            return new Holder(pool, socket.id().src(), socket.id().sport(), state, owner);
        }
    }
}

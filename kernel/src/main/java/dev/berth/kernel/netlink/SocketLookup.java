package dev.berth.kernel.netlink;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.IpAddress;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.util.Optional;

/** Questions about one socket of a pool. */
final class SocketLookup {
    private static final long MAPPED = 0xFFFFL << Integer.SIZE;

    private final Wire.Opening wires;
    private final Protocol pool;
    private final String subject;

    /** Lookups in a pool, each on a wire of its own. */
    SocketLookup(Wire.Opening wires, Protocol pool) {
        this.wires = wires;
        this.pool = pool;
        this.subject = InetDiag.subject(pool);
    }

    /** The socket of a key. */
    Optional<Entry> find(EntryKey key) throws IOException {
        EntryReader reader = new EntryReader(pool);
        Entry[] found = new Entry[1];
        InetDiagSockId id =
                id(key.local(), key.remote(), key.interfaceIndex(), key.cookie().orElse(InetDiagSockId.NO_COOKIE));
        // udp_dump_one() has always looked for the socket of the other end, and is left like that for those who know.
        InetDiagSockId asked = pool == Protocol.UDP ? id.reversed() : id;
        try (Wire wire = wires.open()) {
            new Conversation(wire, subject)
                    .get(
                            InetDiag.SOCK_DIAG_BY_FAMILY,
                            "SOCK_DIAG_BY_FAMILY",
                            request(pool, asked),
                            (bytes, start, end) -> found[0] = reader.read(bytes, start, end));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refused;
        }
        return Optional.ofNullable(found[0]).filter(entry -> meets(entry, key));
    }

    /** What names a socket that is known by its cookie. */
    static InetDiagReqV2 exactly(Entry entry) {
        if (entry.cookie() == 0) {
            throw new IllegalArgumentException("not known by a cookie: " + entry);
        }
        return request(entry.protocol(), id(entry.local(), entry.remote(), entry.interfaceIndex(), entry.cookie()));
    }

    private static InetDiagReqV2 request(Protocol pool, InetDiagSockId id) {
        int family = id.src().address().family() == Family.IPV4 ? Sockets.AF_INET : Sockets.AF_INET6;
        return new InetDiagReqV2(family, InetDiag.number(pool), InetDiag.EXT_INFO, 0, id);
    }

    /** Two ends of one family: where both are IPv4, whichever way they are written, the kernel looks in that table. */
    private static InetDiagSockId id(Endpoint local, Endpoint remote, int device, long cookie) {
        boolean ipv4 = isIpv4(local) && isIpv4(remote);
        return new InetDiagSockId(
                ipv4 ? unmapped(local) : mapped(local), ipv4 ? unmapped(remote) : mapped(remote), device, cookie);
    }

    private static boolean isIpv4(Endpoint end) {
        return end.address().family() == Family.IPV4 || end.address().isMapped();
    }

    private static Endpoint unmapped(Endpoint end) {
        return new Endpoint(end.address().unmapped(), end.port());
    }

    private static Endpoint mapped(Endpoint end) {
        IpAddress address = end.address();
        if (address.family() == Family.IPV6) {
            return end;
        }
        return new Endpoint(
                address.isAny() ? IpAddress.ANY_IPV6 : IpAddress.ipv6(0, MAPPED | address.low()), end.port());
    }

    /** A lookup may give another socket: the listener that would take the connection, whatever takes datagrams there. */
    private static boolean meets(Entry entry, EntryKey key) {
        return same(entry.local(), key.local())
                && same(entry.remote(), key.remote())
                && entry.interfaceIndex() == key.interfaceIndex()
                && (key.cookie().isEmpty() || key.cookie().getAsLong() == entry.cookie());
    }

    private static boolean same(Endpoint one, Endpoint other) {
        boolean nowhere =
                one.port() == 0 && one.address().isAny() && other.address().isAny();
        return one.port() == other.port()
                && (nowhere || one.address().unmapped().equals(other.address().unmapped()));
    }
}

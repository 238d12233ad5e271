package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.IpAddress;
import java.util.function.Predicate;

/**
 * Whether an end of an entry is in a network, as the kernel sees it: an IPv4 address within IPv6 is in networks of
 * both kinds.
 *
 * @param end which end
 * @param family of which family the network is
 * @param high the bits that count of the first half of the address
 * @param low those of the second half
 * @param highMask which bits count of the first half
 * @param lowMask those of the second half
 * @param port the port of that end, {@link #ANY_PORT} if it does not matter
 */
record NetworkPredicate(End end, IpAddress.Family family, long high, long low, long highMask, long lowMask, int port)
        implements Predicate<Entry> {
    private static final int ANY_PORT = -1;

    static Predicate<Entry> of(EntryFilter.Host host) {
        IpAddress network = host.network();
        boolean ipv4 = network.family() == IpAddress.Family.IPV4;
        long highMask = ipv4 ? 0 : leading(host.prefix());
        long lowMask = ipv4 ? leading(host.prefix()) >>> Integer.SIZE : leading(host.prefix() - Long.SIZE);
        return new NetworkPredicate(
                host.end(),
                network.family(),
                network.high() & highMask,
                network.low() & lowMask,
                highMask,
                lowMask,
                host.port().orElse(ANY_PORT));
    }

    /** So many ones, then zeros. */
    private static long leading(int bits) {
        if (bits <= 0) {
            return 0;
        }
        return bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }

    @Override
    public boolean test(Entry entry) {
        Endpoint endpoint = end == End.LOCAL ? entry.local() : entry.remote();
        if (port != ANY_PORT && endpoint.port() != port) {
            return false;
        }
        IpAddress address = endpoint.address();
        if (family == IpAddress.Family.IPV4) {
            // The last 32 bits of a mapped address are those of the IPv4 address.
            return (address.family() == IpAddress.Family.IPV4 || address.isMapped())
                    && (address.low() & lowMask) == low;
        }
        return address.family() == IpAddress.Family.IPV6
                && (address.high() & highMask) == high
                && (address.low() & lowMask) == low;
    }
}

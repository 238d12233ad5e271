package dev.berth.kernel.netlink;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Filters and tables of few addresses and ports, so that they often meet; and which entries meet which, slowly. */
final class RandomFilters {
    private static final List<String> ADDRESSES = List.of(
            "0.0.0.0",
            "10.0.0.1",
            "10.0.0.129",
            "10.255.3.4",
            "127.0.0.1",
            "::",
            "::1",
            "2001:db8::1",
            "2001:db8:8000::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:0.0.0.0");
    private static final List<Integer> PORTS = List.of(0, 1, 22, 80, 1023, 1024, 8080, 40_000, 65_535);
    private static final List<String> DEVICES = List.of("lo", "eth0", "nosuch", "2");

    private final Random random;

    RandomFilters(Random random) {
        this.random = random;
    }

    static OptionalInt index(String name) {
        return switch (name) {
            case "lo" -> OptionalInt.of(1);
            case "eth0", "2" -> OptionalInt.of(2);
            default -> OptionalInt.empty();
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private EntryFilter.End end() {
        return random.nextBoolean() ? EntryFilter.End.LOCAL : EntryFilter.End.REMOTE;
    }

    List<Entry> table(int size) {
        List<Entry> table = new ArrayList<>();
        while (table.size() < size) {
            IpAddress local = IpAddress.parse(one(ADDRESSES));
            IpAddress remote = IpAddress.parse(one(ADDRESSES));
            if (local.family() == remote.family()) {
                table.add(new Entry(
                        Protocol.TCP,
                        one(List.of(EntryState.values())),
                        new Endpoint(local, one(PORTS)),
                        new Endpoint(remote, one(PORTS)),
                        0,
                        0,
                        random.nextInt(100),
                        0,
                        0,
                        random.nextInt(3),
                        EntryTimer.NONE,
                        Optional.empty(),
                        Owners.NOT_ASKED));
            }
        }
        return table;
    }

    EntryFilter filter(int depth) {
        if (depth <= 1 || random.nextInt(5) == 0) {
            return leaf();
        }
        return switch (random.nextInt(3)) {
            case 0 -> new EntryFilter.And(filter(depth - 1), filter(depth - 1));
            case 1 -> new EntryFilter.Or(filter(depth - 1), filter(depth - 1));
            default -> new EntryFilter.Not(filter(depth - 1));
        };
    }

    private EntryFilter leaf() {
        return switch (random.nextInt(12)) {
            case 0 -> EntryFilter.ALL;
            case 1, 2, 3, 4 -> new EntryFilter.Port(end(), one(List.of(EntryFilter.Comparison.values())), one(PORTS));
            case 5, 6, 7, 8 -> {
                IpAddress network = IpAddress.parse(one(ADDRESSES));
                int prefix = random.nextBoolean() ? network.bits() : random.nextInt(network.bits() + 1);
                OptionalInt port = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(one(PORTS));
                yield new EntryFilter.Host(end(), network, prefix, port);
            }
            case 9 -> new EntryFilter.Device(one(DEVICES));
            case 10 -> new EntryFilter.State(Set.of(one(List.of(EntryState.values()))));
            default -> new EntryFilter.Owner("nginx");
        };
    }

    boolean kernelOnly(EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> kernelOnly(one) && kernelOnly(other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> kernelOnly(one) && kernelOnly(other);
            case EntryFilter.Not(EntryFilter inner) -> kernelOnly(inner);
            case EntryFilter.State _, EntryFilter.Owner _ -> false;
            default -> true;
        };
    }

    boolean meets(Entry entry, EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.All _ -> true;
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> meets(entry, one) && meets(entry, other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> meets(entry, one) || meets(entry, other);
            case EntryFilter.Not(EntryFilter inner) -> !meets(entry, inner);
            case EntryFilter.Port port ->
                port.comparison().holds(end(entry, port.end()).port(), port.port());
            case EntryFilter.Host host -> inside(end(entry, host.end()), host);
            case EntryFilter.Device(String name) ->
                index(name).isPresent() && index(name).getAsInt() == entry.interfaceIndex();
            case EntryFilter.State(Set<EntryState> states) -> states.contains(entry.state());
            default -> random.nextBoolean();
        };
    }

    private static Endpoint end(Entry entry, EntryFilter.End end) {
        return end == EntryFilter.End.LOCAL ? entry.local() : entry.remote();
    }

    private static boolean inside(Endpoint end, EntryFilter.Host host) {
        if (host.port().isPresent() && host.port().getAsInt() != end.port()) {
            return false;
        }
        IpAddress address =
                host.network().family() == IpAddress.Family.IPV4 ? end.address().unmapped() : end.address();
        int rest = address.bits() - host.prefix();
        return address.family() == host.network().family()
                && number(address)
                        .shiftRight(rest)
                        .equals(number(host.network()).shiftRight(rest));
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(
                1,
                ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array());
    }
}

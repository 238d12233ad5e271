package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Filters and entries of few addresses, ports and names, so that they often meet; and which meet which, slowly. */
final class FilterModel {
    static final FilterContext CONTEXT = new FilterContext() {
        @Override
        public OptionalLong uid(String user) {
            return switch (user) {
                case "root" -> OptionalLong.of(0);
                case "bob" -> OptionalLong.of(1000);
                default -> OptionalLong.empty();
            };
        }

        @Override
        public OptionalInt interfaceIndex(String name) {
            return name.equals("eth0") ? OptionalInt.of(2) : OptionalInt.empty();
        }

        @Override
        public Optional<Predicate<Entry>> reservation(String reservation) {
            return reservation.equals("web")
                    ? Optional.of(entry -> entry.local().port() == 80)
                    : Optional.empty();
        }
    };

    private static final List<String> ADDRESSES = List.of(
            "0.0.0.0",
            "10.0.0.1",
            "10.128.0.1",
            "::",
            "2001:db8::1",
            "2001:db8:0:0:8000::1",
            "::ffff:10.0.0.1",
            "::ffff:0.0.0.0");
    private static final List<Integer> PORTS = List.of(0, 22, 80, 1024, 65_535);
    private static final OwnerProcess NGINX =
            new OwnerProcess(7, "nginx", "bob", 1000, "/a", Optional.of("nginx.service"));
    private static final OwnerProcess SHELL = new OwnerProcess(8, "sh", "root", 0, "/", Optional.empty());
    private static final List<Owners> OWNERS = List.of(
            Owners.NOBODY,
            Owners.UNKNOWN,
            new Owners.Known(List.of(NGINX)),
            new Owners.Known(List.of(SHELL)),
            new Owners.Known(List.of(NGINX, SHELL)));

    private final Random random;

    FilterModel(long seed) {
        random = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Entry entry() {
        IpAddress local = IpAddress.parse(one(ADDRESSES));
        IpAddress remote;
        do {
            remote = IpAddress.parse(one(ADDRESSES));
        } while (remote.family() != local.family());
        Optional<TcpInfo> info = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new TcpInfo(0, 0, 0, 0, 0, one(List.of(0L, 999L, 1000L, 1001L)), Optional.empty()));
        return new Entry(
                Protocol.TCP,
                one(List.of(EntryState.values())),
                new Endpoint(local, one(PORTS)),
                new Endpoint(remote, one(PORTS)),
                one(List.of(0L, 1000L)),
                random.nextInt(2),
                random.nextInt(3),
                0,
                0,
                random.nextInt(4),
                EntryTimer.NONE,
                info,
                one(OWNERS));
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
        End end = one(List.of(End.values()));
        Comparison comparison = one(List.of(Comparison.values()));
        return switch (random.nextInt(12)) {
            case 0 -> EntryFilter.ALL;
            case 1 -> {
                Set<EntryState> states = EnumSet.of(one(List.of(EntryState.values())));
                states.add(one(List.of(EntryState.values())));
                yield new EntryFilter.State(states);
            }
            case 2, 3 -> new EntryFilter.Port(end, comparison, one(PORTS));
            case 4, 5 -> {
                IpAddress network = IpAddress.parse(one(ADDRESSES));
                int prefix = random.nextBoolean() ? network.bits() : random.nextInt(network.bits() + 1);
                OptionalInt port = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(one(PORTS));
                yield new EntryFilter.Host(end, network, prefix, port);
            }
            case 6 -> new EntryFilter.Device(one(List.of("eth0", "nosuch")));
            case 7 -> new EntryFilter.Cookie(random.nextInt(3));
            case 8 -> new EntryFilter.Owner(one(List.of("7", "8", "nginx", "sh", "bash")));
            case 9 -> new EntryFilter.User(one(List.of("root", "bob", "0", "1000", "nosuch")));
            case 10 -> new EntryFilter.Unit(one(List.of("nginx", "nginx.service", "service")));
            default ->
                random.nextBoolean()
                        ? new EntryFilter.Idle(comparison, Duration.ofMillis(one(List.of(0L, 1000L, 2000L))))
                        : new EntryFilter.InReservation(one(List.of("web", "nosuch")));
        };
    }

    static boolean meets(Entry entry, EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.All _ -> true;
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> meets(entry, one) && meets(entry, other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> meets(entry, one) || meets(entry, other);
            case EntryFilter.Not(EntryFilter inner) -> !meets(entry, inner);
            case EntryFilter.State(Set<EntryState> states) -> states.contains(entry.state());
            case EntryFilter.Port(End end, Comparison comparison, int port) ->
                comparison.holds(end(entry, end).port(), port);
            case EntryFilter.Host host -> inside(end(entry, host.end()), host);
            case EntryFilter.Device(String name) -> name.equals("eth0") && entry.interfaceIndex() == 2;
            case EntryFilter.Cookie(long cookie) -> entry.cookie() == cookie;
            case EntryFilter.Owner(String process) ->
                entry.processes().stream()
                        .anyMatch(owner ->
                                process.equals(String.valueOf(owner.pid())) || process.equals(owner.command()));
            case EntryFilter.User(String user) ->
                ((user.equals("root") || user.equals("0")) && entry.uid() == 0 && entry.inode() != 0)
                        || ((user.equals("bob") || user.equals("1000")) && entry.uid() == 1000);
            case EntryFilter.Unit(String unit) ->
                entry.processes().stream()
                        .flatMap(owner -> owner.unit().stream())
                        .anyMatch(name -> name.equals(unit) || name.equals(unit + ".service"));
            case EntryFilter.Idle(Comparison comparison, Duration time) ->
                entry.info().isPresent()
                        && FilterStates.MEASURED.contains(entry.state())
                        && comparison.holds(entry.info().get().idleMillis(), time.toMillis());
            case EntryFilter.InReservation(String reservation) ->
                reservation.equals("web") && entry.local().port() == 80;
        };
    }

    private static Endpoint end(Entry entry, End end) {
        return end == End.LOCAL ? entry.local() : entry.remote();
    }

    private static boolean inside(Endpoint end, EntryFilter.Host host) {
        if (host.port().isPresent() && host.port().getAsInt() != end.port()) {
            return false;
        }
        boolean ipv4 = host.network().family() == IpAddress.Family.IPV4;
        IpAddress address = ipv4 ? end.address().unmapped() : end.address();
        return address.family() == host.network().family()
                && bits(address).startsWith(bits(host.network()).substring(0, host.prefix()));
    }

    /** An address as 32 or 128 noughts and ones. */
    private static String bits(IpAddress address) {
        StringBuilder bits = new StringBuilder();
        for (int bit = 127; bit >= 0; bit--) {
            long half = bit >= 64 ? address.high() : address.low();
            bits.append((half >>> (bit % 64)) & 1);
        }
        return bits.substring(128 - address.bits());
    }
}

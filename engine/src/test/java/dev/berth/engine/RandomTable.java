package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Sockets and filters of few addresses and ports, so that they meet often. */
final class RandomTable {
    private static final List<IpAddress> ADDRESSES = List.of(
            IpAddress.parse("127.0.0.1"),
            IpAddress.parse("127.0.0.2"),
            IpAddress.parse("::ffff:127.0.0.1"),
            IpAddress.parse("::1"),
            IpAddress.parse("::2"));
    private static final List<EntryState> CONNECTIONS =
            List.of(EntryState.ESTABLISHED, EntryState.TIME_WAIT, EntryState.SYN_RECV, EntryState.CLOSE_WAIT);

    private final Random random;
    private final Set<String> taken = new HashSet<>();

    RandomTable(long seed) {
        random = new Random(seed);
    }

    /** Opens sockets, no two connections of the same ends. */
    void fill(Table table) {
        for (int left = random.nextInt(30); left > 0; left--) {
            Protocol protocol = one(List.of(Protocol.TCP, Protocol.UDP));
            EntryState state = state(protocol);
            Endpoint local = end(one(ADDRESSES));
            boolean alone = Set.of(EntryState.LISTEN, EntryState.UNCONNECTED, EntryState.BOUND)
                    .contains(state);
            Endpoint remote = alone ? new Endpoint(none(local), 0) : end(partner(local));
            if (alone || taken.add(protocol + " " + plain(local) + " " + plain(remote))) {
                OwnerProcess owner = random.nextBoolean() ? ScriptedSockets.BOB : Table.ALICE;
                boolean owned = alone || random.nextInt(4) > 0;
                table.open(table.sockets.entry(
                        protocol, state, local, remote, owned ? Optional.of(owner) : Optional.empty()));
            }
        }
    }

    /** A filter; of these entries the one or other is named exactly. */
    EntryFilter filter(List<Entry> entries, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 6)) {
            case 0 -> new EntryFilter.State(states());
            case 1 -> new EntryFilter.Port(one(List.of(End.values())), one(List.of(Comparison.values())), port());
            case 2 -> host();
            case 3 ->
                new EntryFilter.Cookie(entries.isEmpty() ? 7 : one(entries).cookie());
            case 4 -> new EntryFilter.Owner(random.nextBoolean() ? "java" : "77");
            case 5 -> entries.isEmpty() ? host() : Table.tuple(one(entries));
            case 6 -> new EntryFilter.Not(filter(entries, depth - 1));
            case 7 -> new EntryFilter.Or(filter(entries, depth - 1), filter(entries, depth - 1));
            default -> new EntryFilter.And(filter(entries, depth - 1), filter(entries, depth - 1));
        };
    }

    /** What a filter means, said once more. */
    static boolean meets(Entry entry, EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.All _ -> true;
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> meets(entry, one) && meets(entry, other);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) -> meets(entry, one) || meets(entry, other);
            case EntryFilter.Not(EntryFilter none) -> !meets(entry, none);
            case EntryFilter.State(Set<EntryState> states) -> states.contains(entry.state());
            case EntryFilter.Port(End end, Comparison comparison, int port) ->
                comparison.holds(at(entry, end).port(), port);
            case EntryFilter.Host(End end, IpAddress address, int _, OptionalInt port) ->
                (at(entry, end).address().equals(address)
                                || at(entry, end).address().unmapped().equals(address))
                        && (port.isEmpty() || port.getAsInt() == at(entry, end).port());
            case EntryFilter.Cookie(long cookie) -> entry.cookie() == cookie;
            case EntryFilter.Owner(String process) ->
                entry.processes().stream()
                        .anyMatch(owner -> owner.command().equals(process)
                                || Integer.toString(owner.pid()).equals(process));
            default -> throw new IllegalArgumentException("not made here: " + filter);
        };
    }

    private EntryFilter host() {
        IpAddress address = one(ADDRESSES);
        OptionalInt port = random.nextBoolean() ? OptionalInt.of(port()) : OptionalInt.empty();
        return new EntryFilter.Host(one(List.of(End.values())), address, address.bits(), port);
    }

    private EntryState state(Protocol protocol) {
        if (protocol == Protocol.UDP) {
            return one(List.of(EntryState.UNCONNECTED, EntryState.ESTABLISHED));
        }
        return switch (random.nextInt(5)) {
            case 0 -> EntryState.LISTEN;
            case 1 -> EntryState.BOUND;
            default -> one(CONNECTIONS);
        };
    }

    private Set<EntryState> states() {
        Set<EntryState> states = EnumSet.of(one(List.of(EntryState.values())));
        states.add(one(List.of(EntryState.values())));
        return states;
    }

    private IpAddress partner(Endpoint end) {
        IpAddress address = one(ADDRESSES);
        return address.isMapped() == end.address().isMapped()
                        && address.family() == end.address().family()
                ? address
                : end.address();
    }

    private static IpAddress none(Endpoint local) {
        return local.address().family() == IpAddress.Family.IPV4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6;
    }

    private static Endpoint at(Entry entry, End end) {
        return end == End.LOCAL ? entry.local() : entry.remote();
    }

    private static Endpoint plain(Endpoint end) {
        return new Endpoint(end.address().unmapped(), end.port());
    }

    private Endpoint end(IpAddress address) {
        return new Endpoint(address, port());
    }

    private int port() {
        return 1 + random.nextInt(4);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}

package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryKey;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Finds out whether a filter names both ends of one TCP connection, so that the kernel can be asked for it alone. What
 * the filter says besides is for the exact test.
 */
final class PinnedTuple {
    private final Map<End, IpAddress> addresses = new EnumMap<>(End.class);
    private final Map<End, Integer> ports = new EnumMap<>(End.class);
    private OptionalLong cookie = OptionalLong.empty();
    private boolean sound = true;

    private PinnedTuple() {}

    /** The key of the connection; empty where the filter may mean others as well. */
    static Optional<EntryKey> of(Protocol protocol, EntryFilter filter) {
        if (protocol != Protocol.TCP) {
            return Optional.empty();
        }
        PinnedTuple tuple = new PinnedTuple();
        tuple.read(filter);
        return tuple.key();
    }

    private void read(EntryFilter filter) {
        switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) -> {
                read(one);
                read(other);
            }
            case EntryFilter.Host(End end, IpAddress network, int prefix, OptionalInt port) -> {
                if (prefix == network.bits()) {
                    pin(addresses, end, network.unmapped());
                }
                port.ifPresent(number -> pin(ports, end, number));
            }
            case EntryFilter.Port(End end, Comparison comparison, int port) -> {
                if (comparison == Comparison.EQUAL) {
                    pin(ports, end, port);
                }
            }
            case EntryFilter.Cookie(long number) -> cookie = OptionalLong.of(number);
            // A socket that is bound to an interface is not found without it.
            case EntryFilter.Device _ -> sound = false;
            case EntryFilter.All _,
                    EntryFilter.Or _,
                    EntryFilter.Not _,
                    EntryFilter.State _,
                    EntryFilter.Owner _,
                    EntryFilter.User _,
                    EntryFilter.Unit _,
                    EntryFilter.Idle _,
                    EntryFilter.InReservation _ -> {
                // Narrows the filter further.
            }
        }
    }

    private <T> void pin(Map<End, T> values, End end, T value) {
        T before = values.putIfAbsent(end, value);
        sound = sound && (before == null || before.equals(value));
    }

    private Optional<EntryKey> key() {
        Optional<Endpoint> local = endpoint(End.LOCAL);
        Optional<Endpoint> remote = endpoint(End.REMOTE);
        return sound
                        && local.isPresent()
                        && remote.isPresent()
                        && local.get().address().family()
                                == remote.get().address().family()
                ? Optional.of(new EntryKey(Protocol.TCP, local.get(), remote.get(), 0, cookie))
                : Optional.empty();
    }

    private Optional<Endpoint> endpoint(End end) {
        IpAddress address = addresses.get(end);
        Integer port = ports.get(end);
        return address == null || port == null || port == 0
                ? Optional.empty()
                : Optional.of(new Endpoint(address, port));
    }
}

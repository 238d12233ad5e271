package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.InterfaceIndex;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the names in one filter stand for on this machine. A name that could not be looked up stands for nothing, and
 * {@link #requireAnswered} says so. Not safe for concurrent use.
 */
final class FilterNames implements FilterContext {
    private static final String ANY = "any";

    private final Accounts accounts;
    private final Ports ports;
    private @Nullable IOException failed;
    private Outcome.@Nullable Refused<Listing> refused;

    FilterNames(Accounts accounts, Ports ports) {
        this.accounts = accounts;
        this.ports = ports;
    }

    @Override
    public OptionalLong uid(String user) {
        try {
            return accounts.uid(user);
        } catch (IOException unreadable) {
            failed = unreadable;
            return OptionalLong.empty();
        }
    }

    @Override
    public OptionalInt interfaceIndex(String name) {
        try {
            return InterfaceIndex.of(name);
        } catch (IOException unreadable) {
            failed = unreadable;
            return OptionalInt.empty();
        }
    }

    @Override
    public Optional<Predicate<Entry>> reservation(String reservation) {
        return switch (ports.list()) {
            case Outcome.Granted<Listing>(Listing listing, List<String> _) -> {
                List<Held> meant =
                        held(listing).filter(each -> isMeant(each, reservation)).toList();
                yield meant.isEmpty() && !reservation.equals(ANY) ? Optional.empty() : Optional.of(inside(meant));
            }
            case Outcome.Refused<Listing> refusal -> {
                refused = refusal;
                yield Optional.empty();
            }
        };
    }

    /** Everything was looked up that was asked for, whether it was found or not. */
    void requireAnswered() throws IOException, UnansweredException {
        if (failed != null) {
            throw failed;
        }
        if (refused != null) {
            throw new UnansweredException(refused.code(), "the reservations cannot be listed: " + refused.message());
        }
    }

    /** There is everything that the filter names. */
    static void requireKnown(List<String> unknown) throws UnansweredException {
        if (!unknown.isEmpty()) {
            throw new UnansweredException(
                    Code.ERROR_INVALID_PARAMETER,
                    "there is no " + String.join(" and no ", unknown) + " here; check the spelling");
        }
    }

    /** What a filter asks of a reservation, be it persistent or of a process. */
    private record Held(Protocol protocol, PortBlock block, Optional<String> name) {}

    private static Stream<Held> held(Listing listing) {
        return Stream.concat(
                listing.reservations().stream().map(each -> new Held(each.protocol(), each.block(), each.name())),
                listing.runtime().stream().map(each -> new Held(each.protocol(), each.block(), Optional.empty())));
    }

    private static boolean isMeant(Held each, String reservation) {
        PortBlock block = each.block();
        return reservation.equals(ANY)
                || each.name().filter(reservation::equals).isPresent()
                || reservation.equals(block.toString())
                || reservation.equals(block.start() + "-" + block.last())
                || reservation.equals(block.start() + "+" + block.count());
    }

    private static Predicate<Entry> inside(List<Held> reservations) {
        PortSet tcp = inside(Protocol.TCP, reservations);
        PortSet udp = inside(Protocol.UDP, reservations);
        return entry -> (entry.protocol() == Protocol.TCP ? tcp : udp)
                .contains(entry.local().port());
    }

    private static PortSet inside(Protocol pool, List<Held> reservations) {
        return PortSet.of(reservations.stream()
                .filter(each -> each.protocol().meets(pool))
                .map(Held::block)
                .toList());
    }
}

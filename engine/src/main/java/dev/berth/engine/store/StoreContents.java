package dev.berth.engine.store;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the store holds, as it was read.
 *
 * @param reservations the reservations that can be kept, by port
 * @param exclusions the exclusions that can be kept, by port
 * @param unusable the files that cannot
 * @param warnings sentences about what can be kept and looks wrong all the same
 * @param wanted whether the guard is wanted, or {@code berth disable} has taken it away
 */
public record StoreContents(
        List<StoredReservation> reservations,
        List<StoredExclusion> exclusions,
        List<UnusableFile> unusable,
        List<String> warnings,
        Switch wanted) {
    /** Contents whose lists are their own. */
    public StoreContents {
        reservations = List.copyOf(reservations);
        exclusions = List.copyOf(exclusions);
        unusable = List.copyOf(unusable);
        warnings = List.copyOf(warnings);
    }

    /** Whether the guard is wanted. */
    public enum Switch {
        /** It is. */
        ENABLED,
        /** {@code berth disable} has taken it away. */
        DISABLED
    }

    /** Nothing. */
    public static StoreContents empty() {
        return new StoreContents(List.of(), List.of(), List.of(), List.of(), Switch.ENABLED);
    }

    /** Everything that can be kept. */
    public List<Stored> all() {
        List<Stored> all = new ArrayList<>(reservations);
        all.addAll(exclusions);
        return all;
    }

    /** The reservation of exactly this block in exactly this pool or pools. */
    public Optional<StoredReservation> reservation(Protocol protocol, PortBlock block) {
        return reservations.stream().filter(one -> one.is(protocol, block)).findFirst();
    }

    /** The reservation of this name; the elder, should two files claim it. */
    public Optional<StoredReservation> reservation(String name) {
        return reservations.stream()
                .filter(one -> one.name().equals(Optional.of(name)))
                .min(Stored.BY_AGE);
    }

    /** The exclusion of exactly this block in exactly this pool or pools. */
    public Optional<StoredExclusion> exclusion(Protocol protocol, PortBlock block) {
        return exclusions.stream().filter(one -> one.is(protocol, block)).findFirst();
    }

    /** The same and one more. */
    public StoreContents plus(Stored added) {
        return switch (added) {
            case StoredReservation reservation ->
                new StoreContents(with(reservations, reservation), exclusions, unusable, warnings, wanted);
            case StoredExclusion exclusion ->
                new StoreContents(reservations, with(exclusions, exclusion), unusable, warnings, wanted);
        };
    }

    /** The same without one. */
    public StoreContents minus(Stored removed) {
        return new StoreContents(
                reservations.stream().filter(one -> !one.equals(removed)).toList(),
                exclusions.stream().filter(one -> !one.equals(removed)).toList(),
                unusable,
                warnings,
                wanted);
    }

    private static <T extends Stored> List<T> with(List<T> list, T added) {
        List<T> more = new ArrayList<>(list);
        more.add(added);
        more.sort(Stored.BY_PORT);
        return more;
    }
}

package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.Stored;
import dev.berth.engine.store.StoredExclusion;
import dev.berth.engine.store.StoredReservation;
import java.util.Optional;
import java.util.function.Predicate;

/** What to say where exactly this block is not to be found: what is there instead. */
final class Nearest {
    /** The clause where a name was looked for. */
    static final String TO_NAME = "no reservation has this name; 'berth list' shows what there is";

    private Nearest() {}

    /** The clause where a reservation was looked for. */
    static String toReservation(Protocol protocol, PortBlock block, StoreContents contents) {
        String missing = "there is no reservation of exactly this block";
        Predicate<Stored> exclusion = StoredExclusion.class::isInstance;
        return pick(contents, exclusion.and(one -> one.is(protocol, block)))
                .map(one -> missing + ", it is an exclusion: 'berth exclude " + protocol + " " + block
                        + " --remove' removes it")
                .orElseGet(() -> missing + instead(protocol, block, contents));
    }

    /** The clause where an exclusion was looked for. */
    static String toExclusion(Protocol protocol, PortBlock block, StoreContents contents) {
        String missing = "there is no exclusion of exactly this block";
        Predicate<Stored> reservation = StoredReservation.class::isInstance;
        return pick(contents, reservation.and(one -> one.is(protocol, block)))
                .map(one -> missing + ", it is a reservation: 'berth delete " + protocol + " " + block + "' deletes it")
                .orElseGet(() -> missing + instead(protocol, block, contents));
    }

    private static String instead(Protocol protocol, PortBlock block, StoreContents contents) {
        return unusable(protocol, block, contents)
                .or(() ->
                        pick(contents, one -> one.overlaps(protocol, block)).map(one -> relation(one, protocol, block)))
                .or(() -> pick(contents, one -> one.block().equals(block)).map(one -> ", but of " + one.title()))
                .orElse("; 'berth list' shows what there is");
    }

    private static String relation(Stored one, Protocol protocol, PortBlock block) {
        if (one.block().equals(block)) {
            return ", but of " + one.title() + "; name " + one.protocol() + " instead of " + protocol;
        } else if (contains(one.block(), block)) {
            return ": it lies inside " + one.title() + ", which can only be named whole";
        } else if (contains(block, one.block())) {
            return ": it contains " + one.title() + "; name that block exactly";
        }
        return ": it overlaps " + one.title() + "; name that block exactly";
    }

    private static Optional<String> unusable(Protocol protocol, PortBlock block, StoreContents contents) {
        return contents.unusable().stream()
                .filter(file -> file.overlaps(protocol, block))
                .findFirst()
                .map(file -> " that can be used: " + file.path() + " is left alone because " + file.why()
                        + "; mend or remove that file");
    }

    private static Optional<Stored> pick(StoreContents contents, Predicate<Stored> wanted) {
        return contents.all().stream().filter(wanted).findFirst();
    }

    private static boolean contains(PortBlock outer, PortBlock inner) {
        return outer.start() <= inner.start() && inner.last() <= outer.last();
    }
}

package dev.berth.engine.store;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.time.Instant;
import java.util.Comparator;

/**
 * What one file of the store records.
 *
 * <p>The orders are written out: the lambdas of {@link Comparator#comparing} are serializable, which no AOT cache keeps,
 * and every start would make them again.
 */
public sealed interface Stored permits StoredReservation, StoredExclusion {
    /** The elder first; between files of the same second, the file name decides, so that every reader agrees. */
    Comparator<Stored> BY_AGE = (one, other) -> {
        int bySecond = one.since().compareTo(other.since());
        return bySecond != 0
                ? bySecond
                : one.fileName().text().compareTo(other.fileName().text());
    };

    /** By first port, then by length, then by pool: the order of a listing. */
    Comparator<Stored> BY_PORT = (one, other) -> {
        int byBlock = one.block().compareTo(other.block());
        return byBlock != 0 ? byBlock : one.protocol().compareTo(other.protocol());
    };

    /** The pool or pools. */
    Protocol protocol();

    /** The ports. */
    PortBlock block();

    /** When it was made, to the second. */
    Instant since();

    /** The name of its file, which says again what the file says. */
    FileName fileName();

    /** How messages call it. */
    String title();

    /** Tells whether some port of some pool is meant by this and by the arguments. */
    default boolean overlaps(Protocol otherProtocol, PortBlock otherBlock) {
        return protocol().meets(otherProtocol) && block().overlaps(otherBlock);
    }

    /** Tells whether this is exactly the block in exactly the pool or pools. */
    default boolean is(Protocol otherProtocol, PortBlock otherBlock) {
        return protocol() == otherProtocol && block().equals(otherBlock);
    }
}

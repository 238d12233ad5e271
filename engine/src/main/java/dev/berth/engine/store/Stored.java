package dev.berth.engine.store;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.time.Instant;
import java.util.Comparator;

/** What one file of the store records. */
public sealed interface Stored permits StoredReservation, StoredExclusion {
    /** The elder first; between files of the same second, the file name decides, so that every reader agrees. */
    Comparator<Stored> BY_AGE = Comparator.comparing(Stored::since)
            .thenComparing(stored -> stored.fileName().text());

    /** By first port, then by length, then by pool: the order of a listing. */
    Comparator<Stored> BY_PORT = Comparator.comparing(Stored::block).thenComparing(Stored::protocol);

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

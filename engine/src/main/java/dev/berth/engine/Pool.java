package dev.berth.engine;

import dev.berth.api.PortBlock;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * The ports of one protocol that are spoken for: by the store for good, and by runtime reservations, of which no two have
 * a port at once. A runtime reservation may have a port that the store has got since.
 */
final class Pool {
    private final BitSet kept = new BitSet(PortBlock.MAX_PORT + 1);
    private final BitSet taken = new BitSet(PortBlock.MAX_PORT + 1);

    /** For good. */
    void keep(PortBlock block) {
        kept.set(block.start(), block.last() + 1);
    }

    /** Until it is given back. */
    void take(PortBlock block) {
        taken.set(block.start(), block.last() + 1);
    }

    void give(PortBlock block) {
        taken.clear(block.start(), block.last() + 1);
    }

    boolean meets(PortBlock block) {
        return meets(kept, block) || meets(taken, block);
    }

    private static boolean meets(BitSet ports, PortBlock block) {
        int next = ports.nextSetBit(block.start());
        return next >= 0 && next <= block.last();
    }

    /** Takes what is spoken for out of a set of free ports. */
    void removeFrom(BitSet free) {
        free.andNot(kept);
        free.andNot(taken);
    }

    /**
     * The first of so many free ports in a row, looked for from a port on and then from the beginning; words of 64 ports
     * are passed over in one step, so that a pool which is nearly full takes no longer than an empty one.
     */
    static OptionalInt run(BitSet free, int count, int from) {
        OptionalInt later = runBetween(free, count, from, PortBlock.MAX_PORT);
        return later.isPresent() ? later : runBetween(free, count, 0, Math.min(from + count - 2, PortBlock.MAX_PORT));
    }

    private static OptionalInt runBetween(BitSet free, int count, int first, int last) {
        for (int start = free.nextSetBit(first); start >= 0; ) {
            int end = free.nextClearBit(start);
            if (Math.min(end, last + 1) - start >= count) {
                return OptionalInt.of(start);
            }
            start = end > last ? -1 : free.nextSetBit(end);
        }
        return OptionalInt.empty();
    }
}

package dev.berth.junit;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.PortBlock;
import java.util.stream.IntStream;

/**
 * A block that is reserved.
 *
 * @param acquired the block
 */
record HeldBlock(AcquiredBlock acquired) implements Lease.Holding {
    @Override
    public Object as(Class<?> type) {
        PortBlock block = acquired.block();
        if (type == AcquiredBlock.class) {
            return acquired;
        }
        if (type == PortBlock.class) {
            return block;
        }
        if (type == int[].class) {
            return IntStream.rangeClosed(block.start(), block.last()).toArray();
        }
        return block.start();
    }

    @Override
    public void close() {
        acquired.close();
    }
}

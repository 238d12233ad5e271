package dev.berth.it.iphlpapi;

import dev.berth.api.Ports;
import dev.berth.engine.EngineEntries;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.it.walls.InsidePorts;
import dev.berth.testkit.Walls;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/** The functions of entries, called in the network namespace of walls. */
record Inside(Walls walls, IpHelper helper) {
    /**
     * What a call came to.
     *
     * @param code the code
     * @param explanation what {@code explain()} says right after
     */
    record Called(int code, String explanation) {}

    /** A function that hands out a table. */
    interface TableFunction {
        int call(IpHelper helper, ByteBuffer buffer, int[] size);
    }

    static Inside of(Walls walls, Ports ports) {
        return new Inside(walls, new IpHelper(ports, new EngineEntries(InsidePorts.kernel(walls), ports)));
    }

    Called call(ToIntFunction<IpHelper> function) {
        return walls.call(() -> {
            int code = function.applyAsInt(helper);
            return new Called(code, helper.explain());
        });
    }

    /** The table, whatever room it takes. */
    <T> T table(TableFunction function, BiFunction<ByteBuffer, Integer, T> read) {
        int[] size = {0};
        ByteBuffer[] buffer = {ByteBuffer.allocate(0)};
        Called called = call(each -> function.call(each, buffer[0], size));
        while (called.code() == 122) {
            buffer[0] = ByteBuffer.allocate(size[0]);
            called = call(each -> function.call(each, buffer[0], size));
        }
        if (called.code() != 0) {
            throw new AssertionError(called.explanation());
        }
        return read.apply(buffer[0], 0);
    }
}

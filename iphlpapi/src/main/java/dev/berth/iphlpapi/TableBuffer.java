package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller wants a table, by the convention of all functions that have one: a buffer, and its size in an array of
 * one element, which receives the size that it takes where that is not enough. A table is handed out whole or not at all.
 */
final class TableBuffer {
    private final @Nullable ByteBuffer buffer;
    private final int @Nullable [] size;

    TableBuffer(@Nullable ByteBuffer buffer, int @Nullable [] size) {
        this.buffer = buffer;
        this.size = size;
    }

    /**
     * Hands out a table, from the buffer's position on.
     *
     * @param listing what to ask for the table, if there is anywhere to put it or its size
     * @return a sentence
     */
    <T extends Table<?>> Outcome<String> take(Supplier<Outcome<T>> listing) {
        if (size == null || size.length != 1) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, "the size is not an array of one element");
        }
        if (buffer != null && buffer.isReadOnly()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, "the buffer cannot be written to");
        }
        return switch (listing.get()) {
            case Outcome.Refused<T> refused -> refused.retyped();
            case Outcome.Granted<T> granted -> put(granted, size);
        };
    }

    private Outcome<String> put(Outcome.Granted<? extends Table<?>> listed, int[] given) {
        Table<?> table = listed.value();
        int needed = table.sizeof();
        String takes = table.dwNumEntries() + " rows take " + needed + " bytes";
        if (buffer == null || buffer.remaining() < needed || Integer.compareUnsigned(given[0], needed) < 0) {
            String there = buffer == null
                    ? "there is no buffer"
                    : "there are " + Math.min(buffer.remaining(), Integer.toUnsignedLong(given[0]));
            given[0] = needed;
            return Outcome.refused(
                    Code.ERROR_INSUFFICIENT_BUFFER, takes + ", and " + there + "; ask again with that much or more");
        }
        table.write(buffer, buffer.position());
        return Outcome.granted(takes, listed.warnings());
    }
}

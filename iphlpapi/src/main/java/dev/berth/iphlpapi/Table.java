package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * A structure of any number of rows, of which C declares one: the number of rows first, then the rows, none of which has
 * padding around it.
 *
 * @param <R> the structure of a row
 */
sealed interface Table<R extends Structure> extends Structure
        permits MIB_TCPTABLE,
                MIB_TCPTABLE2,
                MIB_TCPTABLE_OWNER_PID,
                MIB_TCP6TABLE,
                MIB_TCP6TABLE_OWNER_PID,
                MIB_UDPTABLE,
                MIB_UDPTABLE_OWNER_PID,
                MIB_UDP6TABLE,
                MIB_UDP6TABLE_OWNER_PID {
    /** Where the rows begin. */
    int ROWS = Integer.BYTES;

    /** The rows. */
    List<R> table();

    /** How many rows. */
    default int dwNumEntries() {
        return table().size();
    }

    /** How many bytes this table takes, which for any number of rows but one is not what C's {@code sizeof} says. */
    @Override
    default int sizeof() {
        return ROWS
                + (table().isEmpty() ? 0 : dwNumEntries() * table().getFirst().sizeof());
    }

    @Override
    default void write(ByteBuffer bytes, int offset) {
        Objects.checkFromIndexSize(offset, sizeof(), bytes.limit());
        bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).putInt(offset, dwNumEntries());
        int at = offset + ROWS;
        for (R row : table()) {
            row.write(bytes, at);
            at += row.sizeof();
        }
    }

    /** Declares the layout of a table. */
    static Layout layout(String name, Layout row) {
        return Layout.struct(name).dword("dwNumEntries").rows("table", row).end();
    }

    /** The rows of a table at an offset of the bytes. */
    static <R> List<R> rows(ByteBuffer bytes, int offset, Layout row, BiFunction<ByteBuffer, Integer, R> read) {
        Objects.checkFromIndexSize(offset, ROWS, bytes.limit());
        int count = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
        if (count < 0 || count > (bytes.limit() - offset - ROWS) / row.size()) {
            throw new IndexOutOfBoundsException(
                    Integer.toUnsignedString(count) + " rows do not fit into " + bytes.limit() + " bytes");
        }
        List<R> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(read.apply(bytes, offset + ROWS + i * row.size()));
        }
        return rows;
    }
}

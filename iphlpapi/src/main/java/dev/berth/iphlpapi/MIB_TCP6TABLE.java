package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_TCP6TABLE}, tcpmib.h: a table of TCP connections over IPv6. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_TCP6TABLE(List<MIB_TCP6ROW> table) implements Table<MIB_TCP6ROW> {
    static final Layout LAYOUT = Table.layout("MIB_TCP6TABLE", MIB_TCP6ROW.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_TCP6TABLE {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_TCP6TABLE read(ByteBuffer bytes, int offset) {
        return new MIB_TCP6TABLE(Table.rows(bytes, offset, MIB_TCP6ROW.LAYOUT, MIB_TCP6ROW::read));
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_TCPTABLE}, tcpmib.h: a table of TCP connections over IPv4. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_TCPTABLE(List<MIB_TCPROW> table) implements Table<MIB_TCPROW> {
    static final Layout LAYOUT = Table.layout("MIB_TCPTABLE", MIB_TCPROW.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_TCPTABLE {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_TCPTABLE read(ByteBuffer bytes, int offset) {
        return new MIB_TCPTABLE(Table.rows(bytes, offset, MIB_TCPROW.LAYOUT, MIB_TCPROW::read));
    }
}

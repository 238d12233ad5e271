package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_TCPTABLE2}, tcpmib.h: a table of TCP connections over IPv4, with the processes that have them. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_TCPTABLE2(List<MIB_TCPROW2> table) implements Table<MIB_TCPROW2> {
    static final Layout LAYOUT = Table.layout("MIB_TCPTABLE2", MIB_TCPROW2.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_TCPTABLE2 {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_TCPTABLE2 read(ByteBuffer bytes, int offset) {
        return new MIB_TCPTABLE2(Table.rows(bytes, offset, MIB_TCPROW2.LAYOUT, MIB_TCPROW2::read));
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_UDPTABLE}, udpmib.h: a table of UDP sockets over IPv4. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_UDPTABLE(List<MIB_UDPROW> table) implements Table<MIB_UDPROW> {
    static final Layout LAYOUT = Table.layout("MIB_UDPTABLE", MIB_UDPROW.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_UDPTABLE {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_UDPTABLE read(ByteBuffer bytes, int offset) {
        return new MIB_UDPTABLE(Table.rows(bytes, offset, MIB_UDPROW.LAYOUT, MIB_UDPROW::read));
    }
}

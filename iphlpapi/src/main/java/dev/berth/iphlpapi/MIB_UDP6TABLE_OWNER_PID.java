package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_UDP6TABLE_OWNER_PID}, udpmib.h: a table of UDP sockets over IPv6, with the processes that have them. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_UDP6TABLE_OWNER_PID(List<MIB_UDP6ROW_OWNER_PID> table) implements Table<MIB_UDP6ROW_OWNER_PID> {
    static final Layout LAYOUT = Table.layout("MIB_UDP6TABLE_OWNER_PID", MIB_UDP6ROW_OWNER_PID.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_UDP6TABLE_OWNER_PID {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_UDP6TABLE_OWNER_PID read(ByteBuffer bytes, int offset) {
        return new MIB_UDP6TABLE_OWNER_PID(
                Table.rows(bytes, offset, MIB_UDP6ROW_OWNER_PID.LAYOUT, MIB_UDP6ROW_OWNER_PID::read));
    }
}

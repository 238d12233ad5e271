package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@code struct MIB_TCP6TABLE_OWNER_PID}, tcpmib.h: a table of TCP connections over IPv6, with the processes that have them. Its rows begin right behind their number.
 *
 * @param table the rows
 */
public record MIB_TCP6TABLE_OWNER_PID(List<MIB_TCP6ROW_OWNER_PID> table) implements Table<MIB_TCP6ROW_OWNER_PID> {
    static final Layout LAYOUT = Table.layout("MIB_TCP6TABLE_OWNER_PID", MIB_TCP6ROW_OWNER_PID.LAYOUT);

    /** What {@code sizeof} says, which is the size of a table of one row. */
    public static final int SIZE = LAYOUT.size();

    /** A table whose list is its own. */
    public MIB_TCP6TABLE_OWNER_PID {
        table = List.copyOf(table);
    }

    /** The structure at an offset of the bytes, with as many rows as it says it has. */
    public static MIB_TCP6TABLE_OWNER_PID read(ByteBuffer bytes, int offset) {
        return new MIB_TCP6TABLE_OWNER_PID(
                Table.rows(bytes, offset, MIB_TCP6ROW_OWNER_PID.LAYOUT, MIB_TCP6ROW_OWNER_PID::read));
    }
}

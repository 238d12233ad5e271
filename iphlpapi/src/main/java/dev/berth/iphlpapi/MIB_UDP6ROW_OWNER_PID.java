package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_UDP6ROW_OWNER_PID}, iprtrmib.h: an entry of the table of UDP sockets over IPv6, with the process that has it.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 */
public record MIB_UDP6ROW_OWNER_PID(IN6_ADDR ucLocalAddr, int dwLocalScopeId, int dwLocalPort, int dwOwningPid)
        implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_UDP6ROW_OWNER_PID")
            .address("ucLocalAddr")
            .dword("dwLocalScopeId")
            .dword("dwLocalPort")
            .dword("dwOwningPid")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_UDP6ROW_OWNER_PID read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_UDP6ROW_OWNER_PID(
                at.address("ucLocalAddr"),
                at.dword("dwLocalScopeId"),
                at.dword("dwLocalPort"),
                at.dword("dwOwningPid"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .address("ucLocalAddr", ucLocalAddr)
                .dword("dwLocalScopeId", dwLocalScopeId)
                .dword("dwLocalPort", dwLocalPort)
                .dword("dwOwningPid", dwOwningPid);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_TCP6ROW_OWNER_PID}, iprtrmib.h: an entry of the table of TCP connections over IPv6, with the process that has it.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 * The state comes after the addresses, unlike in {@link MIB_TCP6ROW}.
 */
public record MIB_TCP6ROW_OWNER_PID(
        IN6_ADDR ucLocalAddr,
        int dwLocalScopeId,
        int dwLocalPort,
        IN6_ADDR ucRemoteAddr,
        int dwRemoteScopeId,
        int dwRemotePort,
        int dwState,
        int dwOwningPid)
        implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_TCP6ROW_OWNER_PID")
            .address("ucLocalAddr")
            .dword("dwLocalScopeId")
            .dword("dwLocalPort")
            .address("ucRemoteAddr")
            .dword("dwRemoteScopeId")
            .dword("dwRemotePort")
            .dword("dwState")
            .dword("dwOwningPid")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_TCP6ROW_OWNER_PID read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_TCP6ROW_OWNER_PID(
                at.address("ucLocalAddr"),
                at.dword("dwLocalScopeId"),
                at.dword("dwLocalPort"),
                at.address("ucRemoteAddr"),
                at.dword("dwRemoteScopeId"),
                at.dword("dwRemotePort"),
                at.dword("dwState"),
                at.dword("dwOwningPid"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .address("ucLocalAddr", ucLocalAddr)
                .dword("dwLocalScopeId", dwLocalScopeId)
                .dword("dwLocalPort", dwLocalPort)
                .address("ucRemoteAddr", ucRemoteAddr)
                .dword("dwRemoteScopeId", dwRemoteScopeId)
                .dword("dwRemotePort", dwRemotePort)
                .dword("dwState", dwState)
                .dword("dwOwningPid", dwOwningPid);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

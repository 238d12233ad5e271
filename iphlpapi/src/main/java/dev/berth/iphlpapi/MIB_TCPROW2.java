package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_TCPROW2}, tcpmib.h: an entry of the table of TCP connections, with its process and whether a card carries it.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 * Addresses are {@code in_addr}: the first byte in memory is the first of the address.
 */
public record MIB_TCPROW2(
        int dwState,
        int dwLocalAddr,
        int dwLocalPort,
        int dwRemoteAddr,
        int dwRemotePort,
        int dwOwningPid,
        int dwOffloadState)
        implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_TCPROW2")
            .dword("dwState")
            .dword("dwLocalAddr")
            .dword("dwLocalPort")
            .dword("dwRemoteAddr")
            .dword("dwRemotePort")
            .dword("dwOwningPid")
            .dword("dwOffloadState")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_TCPROW2 read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_TCPROW2(
                at.dword("dwState"),
                at.dword("dwLocalAddr"),
                at.dword("dwLocalPort"),
                at.dword("dwRemoteAddr"),
                at.dword("dwRemotePort"),
                at.dword("dwOwningPid"),
                at.dword("dwOffloadState"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .dword("dwState", dwState)
                .dword("dwLocalAddr", dwLocalAddr)
                .dword("dwLocalPort", dwLocalPort)
                .dword("dwRemoteAddr", dwRemoteAddr)
                .dword("dwRemotePort", dwRemotePort)
                .dword("dwOwningPid", dwOwningPid)
                .dword("dwOffloadState", dwOffloadState);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_UDPROW_OWNER_PID}, iprtrmib.h: an entry of the table of UDP sockets, with the process that has it.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 * Addresses are {@code in_addr}: the first byte in memory is the first of the address.
 */
public record MIB_UDPROW_OWNER_PID(int dwLocalAddr, int dwLocalPort, int dwOwningPid) implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_UDPROW_OWNER_PID")
            .dword("dwLocalAddr")
            .dword("dwLocalPort")
            .dword("dwOwningPid")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_UDPROW_OWNER_PID read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_UDPROW_OWNER_PID(at.dword("dwLocalAddr"), at.dword("dwLocalPort"), at.dword("dwOwningPid"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .dword("dwLocalAddr", dwLocalAddr)
                .dword("dwLocalPort", dwLocalPort)
                .dword("dwOwningPid", dwOwningPid);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

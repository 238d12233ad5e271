package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_UDPROW}, iprtrmib.h: an entry of the table of UDP sockets.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 * Addresses are {@code in_addr}: the first byte in memory is the first of the address.
 */
public record MIB_UDPROW(int dwLocalAddr, int dwLocalPort) implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_UDPROW")
            .dword("dwLocalAddr")
            .dword("dwLocalPort")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_UDPROW read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_UDPROW(at.dword("dwLocalAddr"), at.dword("dwLocalPort"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset).dword("dwLocalAddr", dwLocalAddr).dword("dwLocalPort", dwLocalPort);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

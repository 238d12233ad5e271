package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_UDP6ROW}, udpmib.h: an entry of the table of UDP sockets over IPv6.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 */
public record MIB_UDP6ROW(IN6_ADDR dwLocalAddr, int dwLocalScopeId, int dwLocalPort) implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_UDP6ROW")
            .address("dwLocalAddr")
            .dword("dwLocalScopeId")
            .dword("dwLocalPort")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_UDP6ROW read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_UDP6ROW(at.address("dwLocalAddr"), at.dword("dwLocalScopeId"), at.dword("dwLocalPort"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .address("dwLocalAddr", dwLocalAddr)
                .dword("dwLocalScopeId", dwLocalScopeId)
                .dword("dwLocalPort", dwLocalPort);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct MIB_TCP6ROW}, tcpmib.h: an entry of the table of TCP connections over IPv6.
 *
 * <p>Ports are in network order in the low 16 bits, {@code ntohs((short) dwLocalPort)}; what is above them means nothing.
 * The state comes first, unlike in {@link MIB_TCP6ROW_OWNER_PID}.
 */
public record MIB_TCP6ROW(
        int State,
        IN6_ADDR LocalAddr,
        int dwLocalScopeId,
        int dwLocalPort,
        IN6_ADDR RemoteAddr,
        int dwRemoteScopeId,
        int dwRemotePort)
        implements Structure {
    static final Layout LAYOUT = Layout.struct("MIB_TCP6ROW")
            .dword("State")
            .address("LocalAddr")
            .dword("dwLocalScopeId")
            .dword("dwLocalPort")
            .address("RemoteAddr")
            .dword("dwRemoteScopeId")
            .dword("dwRemotePort")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static MIB_TCP6ROW read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new MIB_TCP6ROW(
                at.dword("State"),
                at.address("LocalAddr"),
                at.dword("dwLocalScopeId"),
                at.dword("dwLocalPort"),
                at.address("RemoteAddr"),
                at.dword("dwRemoteScopeId"),
                at.dword("dwRemotePort"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .dword("State", State)
                .address("LocalAddr", LocalAddr)
                .dword("dwLocalScopeId", dwLocalScopeId)
                .dword("dwLocalPort", dwLocalPort)
                .address("RemoteAddr", RemoteAddr)
                .dword("dwRemoteScopeId", dwRemoteScopeId)
                .dword("dwRemotePort", dwRemotePort);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

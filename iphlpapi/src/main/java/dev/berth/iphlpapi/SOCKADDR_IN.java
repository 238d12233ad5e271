package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct sockaddr_in}, winsock2.h: an IPv4 address and a port, both in network order. The eight bytes at the end
 * are zero.
 */
public record SOCKADDR_IN(short sin_family, short sin_port, int sin_addr) implements SOCKADDR {
    static final Layout LAYOUT = Layout.struct("SOCKADDR_IN")
            .ushort("sin_family")
            .ushort("sin_port")
            .dword("sin_addr")
            .ulong64("sin_zero")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static SOCKADDR_IN read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new SOCKADDR_IN(at.ushort("sin_family"), at.ushort("sin_port"), at.dword("sin_addr"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .ushort("sin_family", sin_family)
                .ushort("sin_port", sin_port)
                .dword("sin_addr", sin_addr)
                .ulong64("sin_zero", 0);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct INET_PORT_RESERVATION_INSTANCE}, mstcpip.h: a reserved block of ports and its token.
 *
 * <p>{@code StartPort} is in network order, {@code NumberOfPorts} in host order. The four bytes before the token are
 * padding: they are not read, and writing leaves them as they are.
 */
public record INET_PORT_RESERVATION_INSTANCE(short StartPort, short NumberOfPorts, long Token) implements Structure {
    static final Layout LAYOUT = Layout.struct("INET_PORT_RESERVATION_INSTANCE")
            .ushort("StartPort")
            .ushort("NumberOfPorts")
            .ulong64("Token")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static INET_PORT_RESERVATION_INSTANCE read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new INET_PORT_RESERVATION_INSTANCE(
                at.ushort("StartPort"), at.ushort("NumberOfPorts"), at.ulong64("Token"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .ushort("StartPort", StartPort)
                .ushort("NumberOfPorts", NumberOfPorts)
                .ulong64("Token", Token);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

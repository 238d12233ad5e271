package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct INET_PORT_RANGE}, mstcpip.h: a block of ports to ask for.
 *
 * <p>{@code StartPort} is in network order, {@code NumberOfPorts} in host order.
 */
public record INET_PORT_RANGE(short StartPort, short NumberOfPorts) implements Structure {
    static final Layout LAYOUT = Layout.struct("INET_PORT_RANGE")
            .ushort("StartPort")
            .ushort("NumberOfPorts")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static INET_PORT_RANGE read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new INET_PORT_RANGE(at.ushort("StartPort"), at.ushort("NumberOfPorts"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset).ushort("StartPort", StartPort).ushort("NumberOfPorts", NumberOfPorts);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

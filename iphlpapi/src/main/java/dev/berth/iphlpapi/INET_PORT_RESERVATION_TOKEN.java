package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct INET_PORT_RESERVATION_TOKEN}, mstcpip.h: the token of a reservation.
 *
 * <p>The bits are opaque, in host order; 0 is {@link Mstcpip#INVALID_PORT_RESERVATION_TOKEN}.
 */
public record INET_PORT_RESERVATION_TOKEN(long Token) implements Structure {
    static final Layout LAYOUT =
            Layout.struct("INET_PORT_RESERVATION_TOKEN").ulong64("Token").end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static INET_PORT_RESERVATION_TOKEN read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new INET_PORT_RESERVATION_TOKEN(at.ulong64("Token"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset).ulong64("Token", Token);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}

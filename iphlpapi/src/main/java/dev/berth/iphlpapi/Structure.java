package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A structure of the Windows headers: its value, and how its bytes lie in memory there. */
public interface Structure {
    /**
     * Writes the fields to an offset of the bytes; padding is left as it is.
     *
     * @throws IndexOutOfBoundsException if the structure does not fit there; nothing is written then
     */
    void write(ByteBuffer bytes, int offset);

    /** How many bytes it takes. */
    int sizeof();

    /** The structure as bytes of its own. */
    default ByteBuffer write() {
        ByteBuffer bytes = ByteBuffer.allocate(sizeof()).order(ByteOrder.LITTLE_ENDIAN);
        write(bytes, 0);
        return bytes;
    }
}

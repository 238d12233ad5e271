package dev.berth.kernel.process;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** What a descriptor of a socket links to in {@code /proc}: {@code socket:[4026]}. */
final class SocketLink {
    /** {@code socket:[}, as one number: most descriptors of a busy process are looked at only that far. */
    private static final long START = 0x5b3a_7465_6b63_6f73L;

    private static final ValueLayout.OfLong TEXT = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** An inode has so many digits at most. */
    private static final int DIGITS = 10;

    /** The socket's inode; 0 if the first bytes of the text are no such link. */
    static long inode(MemorySegment text, long length) {
        long end = length - 1;
        if (end <= Long.BYTES
                || end > Long.BYTES + DIGITS
                || text.get(TEXT, 0) != START
                || text.get(JAVA_BYTE, end) != ']') {
            return 0;
        }
        long inode = 0;
        for (long at = Long.BYTES; at < end; at++) {
            int digit = text.get(JAVA_BYTE, at) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            inode = 10 * inode + digit;
        }
        return inode;
    }

    private SocketLink() {}
}

package dev.berth.iphlpapi;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * {@code IN6_ADDR}, in6addr.h: the 16 bytes of an IPv6 address in network order.
 *
 * @param high the first eight bytes, the first of them in the highest bits
 * @param low the last eight bytes
 */
public record IN6_ADDR(long high, long low) {
    /** The same address. */
    public static IN6_ADDR of(Inet6Address address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return new IN6_ADDR(bytes.getLong(0), bytes.getLong(Long.BYTES));
    }

    /** The address as Java has it; an IPv4 one where it maps one. */
    public InetAddress toInetAddress() {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(0, high).putLong(Long.BYTES, low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError(wrongLength);
        }
    }
}

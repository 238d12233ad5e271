package dev.berth.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address, as a number: tables have it by the ten thousand, so it is small. An IPv4 address that an IPv6
 * socket uses, {@code ::ffff:127.0.0.1}, stays an IPv6 address here; {@link #isMapped()} tells.
 *
 * @param family which of the two
 * @param high the first 64 bits of an IPv6 address; 0 of an IPv4 address
 * @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address
 */
public record IpAddress(Family family, long high, long low) {
    /** The two kinds of addresses. */
    public enum Family {
        /** 32 bits. */
        IPV4,
        /** 128 bits. */
        IPV6
    }

    /** The IPv4 address that stands for all: {@code 0.0.0.0}. */
    public static final IpAddress ANY_IPV4 = new IpAddress(Family.IPV4, 0, 0);
    /** The IPv6 address that stands for all: {@code ::}. */
    public static final IpAddress ANY_IPV6 = new IpAddress(Family.IPV6, 0, 0);

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final long IPV4_BITS = 0xFFFF_FFFFL;
    private static final long MAPPED = 0xFFFFL << Integer.SIZE;

    /** An address whose unused bits are 0. */
    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || (low & ~IPV4_BITS) != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /**
     * {@return an IPv4 address}
     *
     * @param bits its 32 bits, the first byte in the highest
     */
    public static IpAddress ipv4(int bits) {
        return bits == 0 ? ANY_IPV4 : new IpAddress(Family.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    /**
     * {@return an IPv6 address}
     *
     * @param high its first 64 bits
     * @param low its last 64 bits
     */
    public static IpAddress ipv6(long high, long low) {
        return (high | low) == 0 ? ANY_IPV6 : new IpAddress(Family.IPV6, high, low);
    }

    /**
     * {@return the same address}
     *
     * @param address an address of the JDK, which itself takes mapped addresses for IPv4
     */
    public static IpAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == IPV4_BYTES ? ipv4(bytes.getInt()) : ipv6(bytes.getLong(), bytes.getLong());
    }

    /**
     * {@return the address of a literal: {@code 10.0.0.1}, {@code ::1}, {@code ::ffff:10.0.0.1}, without brackets}
     *
     * @param literal the literal; names are not looked up
     * @throws IllegalArgumentException if it is none
     */
    public static IpAddress parse(String literal) {
        return IpLiterals.parse(literal);
    }

    /** {@return whether it stands for all addresses of its family} */
    public boolean isAny() {
        return (high | low) == 0;
    }

    /** {@return whether it is an IPv4 address within IPv6, {@code ::ffff:a.b.c.d}} */
    public boolean isMapped() {
        return family == Family.IPV6 && high == 0 && (low & ~IPV4_BITS) == MAPPED;
    }

    /** {@return the IPv4 address of a mapped one, itself otherwise} */
    public IpAddress unmapped() {
        return isMapped() ? ipv4((int) low) : this;
    }

    /** {@return how many bits it has: 32 or 128} */
    public int bits() {
        return family == Family.IPV4 ? Integer.SIZE : 2 * Long.SIZE;
    }

    /** {@return the same address, for the JDK; a mapped address becomes IPv4} */
    public InetAddress toInetAddress() {
        ByteBuffer bytes = family == Family.IPV4
                ? ByteBuffer.allocate(IPV4_BYTES).putInt((int) low)
                : ByteBuffer.allocate(IPV6_BYTES).putLong(high).putLong(low);
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("an address of its own length", impossible);
        }
    }

    /** {@return the shortest literal, RFC 5952: {@code 127.0.0.1}, {@code ::1}, {@code ::ffff:127.0.0.1}; no brackets} */
    @Override
    public String toString() {
        return IpLiterals.format(this);
    }
}

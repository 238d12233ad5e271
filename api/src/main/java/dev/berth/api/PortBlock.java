package dev.berth.api;

import java.util.Optional;

/**
 * A block of ports: the first one, in host order, and how many.
 *
 * <p>Both numbers are what an unsigned 16-bit parameter can carry, 0 to 65535, so that every block that the documented
 * Windows functions can be asked for can be asked for here. Whether it makes sense is {@link #problem()}'s to say and
 * the callee's to answer with {@link Code#ERROR_INVALID_PARAMETER}; anything outside those numbers is a mistake of the
 * program and throws.
 *
 * @param start the first port, host order
 * @param count how many ports
 */
public record PortBlock(int start, int count) implements Comparable<PortBlock> {
    /** The largest port number there is. */
    public static final int MAX_PORT = 65_535;

    /**
     * A block as given.
     *
     * @throws IllegalArgumentException if a number is negative or above 65535
     */
    public PortBlock {
        requireUnsignedShort("start", start);
        requireUnsignedShort("count", count);
    }

    /**
     * {@return a single port}
     *
     * @param port the port, host order
     */
    public static PortBlock of(int port) {
        return new PortBlock(port, 1);
    }

    /**
     * {@return {@code count} ports from {@code start} on}
     *
     * @param start the first port, host order
     * @param count how many ports
     */
    public static PortBlock of(int start, int count) {
        return new PortBlock(start, count);
    }

    /**
     * {@return the ports from one to another, both included}
     *
     * @param first the first port, host order
     * @param last the last port, host order
     * @throws IllegalArgumentException if {@code last} is below {@code first}
     */
    public static PortBlock between(int first, int last) {
        if (last < first) {
            throw new IllegalArgumentException("the end " + last + " is before the start " + first);
        }
        return new PortBlock(first, last - first + 1);
    }

    /**
     * {@return the last port, host order; above {@link #MAX_PORT} when the block is not {@linkplain #problem() sound}}
     */
    public int last() {
        return start + count - 1;
    }

    /** {@return why no reservation can have this block, as a clause; empty if one can} */
    public Optional<String> problem() {
        Optional<String> zero = zero();
        if (zero.isEmpty() && last() > MAX_PORT) {
            return Optional.of(
                    "port " + start + " and " + (count - 1) + " more end at " + last() + ", past " + MAX_PORT);
        }
        return zero;
    }

    /** {@return what is 0 and must not be, as a clause; empty if neither number is} */
    public Optional<String> zero() {
        if (start == 0) {
            return Optional.of("a block cannot start at port 0");
        }
        if (count == 0) {
            return Optional.of("a block has at least one port");
        }
        return Optional.empty();
    }

    /**
     * {@return whether a port lies in the block}
     *
     * @param port the port, host order
     */
    public boolean contains(int port) {
        return port >= start && port <= last();
    }

    /**
     * {@return whether some port lies in both blocks}
     *
     * @param other the other one
     */
    public boolean overlaps(PortBlock other) {
        return start <= other.last() && other.start <= last();
    }

    /**
     * {@return the port at an index from 0, host order}
     *
     * @param index how many ports of the block come before it
     * @throws IndexOutOfBoundsException if the block has no such port
     */
    public int port(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("port " + index + " of " + count);
        }
        return start + index;
    }

    /** By start, then by count. */
    @Override
    public int compareTo(PortBlock other) {
        int byStart = Integer.compare(start, other.start);
        return byStart != 0 ? byStart : Integer.compare(count, other.count);
    }

    /** {@code 8080} for one port, {@code 8080-8083} for more. */
    @Override
    public String toString() {
        return count == 1 ? Integer.toString(start) : start + "-" + last();
    }

    private static void requireUnsignedShort(String name, int value) {
        if (value < 0 || value > MAX_PORT) {
            throw new IllegalArgumentException(name + " " + value + " is not between 0 and " + MAX_PORT);
        }
    }
}

package dev.berth.kernel.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.berth.api.IpAddress;
import dev.berth.kernel.unix.Sockets;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * {@code struct inet_diag_hostcond} and the address after it: the network and the port of an end.
 *
 * @param network the network, if that matters
 * @param prefix how many leading bits of it count
 * @param wanted the port in host order, {@link #ANY_PORT} if it does not matter
 */
record InetDiagHostcond(Optional<IpAddress> network, int prefix, int wanted) {
    static final int ANY_PORT = -1;

    /** Of either family. */
    private static final int AF_UNSPEC = 0;

    private static final ValueLayout.OfInt BE32 = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE64 = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("family"),
            JAVA_BYTE.withName("prefix_len"),
            MemoryLayout.paddingLayout(2),
            JAVA_INT.withName("port"));

    private static final VarHandle family = LAYOUT.varHandle(PathElement.groupElement("family"));
    private static final VarHandle prefix_len = LAYOUT.varHandle(PathElement.groupElement("prefix_len"));
    private static final VarHandle port = LAYOUT.varHandle(PathElement.groupElement("port"));

    /** How many bytes it takes, with the address. */
    int bytes() {
        return (int) LAYOUT.byteSize()
                + network.map(address -> address.bits() / Byte.SIZE).orElse(0);
    }

    /** Writes the struct and the address. */
    void write(MemorySegment segment, long at) {
        prefix_len.set(segment, at, (byte) prefix);
        port.set(segment, at, wanted);
        long address = at + LAYOUT.byteSize();
        if (network.isEmpty()) {
            family.set(segment, at, (byte) AF_UNSPEC);
        } else if (network.get().family() == IpAddress.Family.IPV4) {
            family.set(segment, at, (byte) Sockets.AF_INET);
            segment.set(BE32, address, (int) network.get().low());
        } else {
            family.set(segment, at, (byte) Sockets.AF_INET6);
            segment.set(BE64, address, network.get().high());
            segment.set(BE64, address + Long.BYTES, network.get().low());
        }
    }
}

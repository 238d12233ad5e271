package dev.berth.kernel.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Refusal;
import dev.berth.kernel.unix.BootClock;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.LongFunction;

/** {@code struct refusal}, port_guard.h. */
final class RefusalStruct {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("boottime"),
            JAVA_LONG.withName("token"),
            JAVA_LONG.withName("cgroup"),
            JAVA_INT.withName("pid"),
            JAVA_INT.withName("uid"),
            JAVA_INT.withName("unreported"),
            JAVA_SHORT.withName("port"),
            JAVA_BYTE.withName("pool"),
            JAVA_BYTE.withName("family"),
            sequenceLayout(16, JAVA_BYTE).withName("address"),
            sequenceLayout(16, JAVA_BYTE).withName("command"));

    private static final int AF_INET = 2;
    private static final int UDP = 1;

    /**
     * The refusal in a record of the ring.
     *
     * @param clock by which times since boot are told
     * @param cgroups which path a number of a cgroup means
     */
    static Refusal read(MemorySegment s, BootClock clock, LongFunction<Optional<String>> cgroups) {
        return new Refusal(
                clock.instant(s.get(JAVA_LONG, at("boottime"))),
                new Token(s.get(JAVA_LONG, at("token"))),
                s.get(JAVA_BYTE, at("pool")) == UDP ? Protocol.UDP : Protocol.TCP,
                address(s),
                Short.toUnsignedInt(s.get(JAVA_SHORT, at("port"))),
                s.get(JAVA_INT, at("pid")),
                Integer.toUnsignedLong(s.get(JAVA_INT, at("uid"))),
                s.asSlice(at("command"), 16).getString(0).replaceAll("\\p{Cc}", "?"),
                cgroups.apply(s.get(JAVA_LONG, at("cgroup"))),
                Integer.toUnsignedLong(s.get(JAVA_INT, at("unreported"))));
    }

    private static IpAddress address(MemorySegment s) {
        var bytes = s.asSlice(at("address"), 16).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
        return s.get(JAVA_BYTE, at("family")) == AF_INET
                ? IpAddress.ipv4(bytes.getInt())
                : IpAddress.ipv6(bytes.getLong(), bytes.getLong());
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }

    private RefusalStruct() {}
}

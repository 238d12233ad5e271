package dev.berth.kernel.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.api.Protocol;
import dev.berth.api.Token;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A bind that the guard refused: {@code struct refusal}, port_guard.h.
 *
 * @param boottime when, in nanoseconds since boot
 * @param token the reservation that stood in the way
 * @param protocol TCP or UDP
 * @param address the address that was asked for
 * @param port the port that was asked for, host order
 * @param pid the process that asked
 * @param uid its effective user
 * @param command its name
 * @param cgroup the id of its cgroup
 * @param unreported how many refusals of this user were left out before this one
 */
record Refusal(
        long boottime,
        Token token,
        Protocol protocol,
        InetAddress address,
        int port,
        int pid,
        long uid,
        String command,
        long cgroup,
        int unreported) {
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

    static Refusal read(MemorySegment s) {
        return new Refusal(
                s.get(JAVA_LONG, at("boottime")),
                new Token(s.get(JAVA_LONG, at("token"))),
                s.get(JAVA_BYTE, at("pool")) == UDP ? Protocol.UDP : Protocol.TCP,
                address(s),
                Short.toUnsignedInt(s.get(JAVA_SHORT, at("port"))),
                s.get(JAVA_INT, at("pid")),
                Integer.toUnsignedLong(s.get(JAVA_INT, at("uid"))),
                s.asSlice(at("command"), 16).getString(0),
                s.get(JAVA_LONG, at("cgroup")),
                s.get(JAVA_INT, at("unreported")));
    }

    private static InetAddress address(MemorySegment s) {
        byte[] bytes = s.asSlice(at("address"), 16).toArray(JAVA_BYTE);
        try {
            return InetAddress.getByAddress(
                    s.get(JAVA_BYTE, at("family")) == AF_INET ? Arrays.copyOf(bytes, 4) : bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 and 16 bytes are addresses", impossible);
        }
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}

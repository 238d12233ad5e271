package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_HDRLEN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.unix.MalformedException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A netlink message: {@code struct nlmsghdr} and what follows it.
 *
 * @param type what it is, or one of the {@code NLMSG_} numbers
 * @param flags the {@code NLM_F_} bits
 * @param sequence the number of the request that it is about
 * @param payload what follows the header
 */
record NetlinkMessage(int type, int flags, int sequence, MemorySegment payload) {
    private static final VarHandle nlmsg_len = at("nlmsg_len");
    private static final VarHandle nlmsg_type = at("nlmsg_type");
    private static final VarHandle nlmsg_flags = at("nlmsg_flags");
    private static final VarHandle nlmsg_seq = at("nlmsg_seq");

    /** Splits one datagram, or throws {@link MalformedException}: it never returns part of an answer. */
    static List<NetlinkMessage> split(MemorySegment datagram) throws MalformedException {
        List<NetlinkMessage> messages = new ArrayList<>();
        int end = Math.toIntExact(datagram.byteSize());
        for (int at = 0; at < end; ) {
            int length = end - at < NLMSG_HDRLEN ? -1 : (int) nlmsg_len.get(datagram, (long) at);
            if (length < NLMSG_HDRLEN || length > end - at) {
                throw new MalformedException(
                        "netlink", "a message of " + length + " bytes at " + at + " in a datagram of " + end);
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt((short) nlmsg_type.get(datagram, (long) at)),
                    Short.toUnsignedInt((short) nlmsg_flags.get(datagram, (long) at)),
                    (int) nlmsg_seq.get(datagram, (long) at),
                    datagram.asSlice(at + NLMSG_HDRLEN, length - NLMSG_HDRLEN)));
            at += Netlink.align(length);
        }
        return List.copyOf(messages);
    }

    /** The message as one segment, from a process that lets the kernel choose its port. */
    MemorySegment write(Arena arena) {
        int length = Math.toIntExact(NLMSG_HDRLEN + payload.byteSize());
        MemorySegment message = arena.allocate(Netlink.align(length), Integer.BYTES);
        nlmsg_len.set(message, 0L, length);
        nlmsg_type.set(message, 0L, (short) type);
        nlmsg_flags.set(message, 0L, (short) flags);
        nlmsg_seq.set(message, 0L, sequence);
        MemorySegment.copy(payload, 0, message, NLMSG_HDRLEN, payload.byteSize());
        return message;
    }

    /** The error in an {@code NLMSG_ERROR}, or in an {@code NLMSG_DONE} that ends a dump early; empty for success. */
    Optional<Errno> error() throws MalformedException {
        if (payload.byteSize() < Integer.BYTES) {
            if (type == Netlink.NLMSG_DONE) {
                return Optional.empty();
            }
            throw new MalformedException("netlink", "an error message of " + payload.byteSize() + " bytes");
        }
        int error = payload.get(JAVA_INT, 0); // negative, as in the kernel
        return error < 0 && error != Integer.MIN_VALUE ? Optional.of(new Errno(-error)) : Optional.empty();
    }

    private static VarHandle at(String name) {
        return Netlink.NLMSGHDR.varHandle(PathElement.groupElement(name));
    }
}

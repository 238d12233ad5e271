package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_HDRLEN;

import dev.berth.kernel.Errno;
import dev.berth.kernel.unix.MalformedException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A walk over the messages of one datagram, from before the first. Nothing is made of a message: what is told is told of
 * the one that {@link #next} came to. Whatever the bytes, it gets to the end or throws {@link MalformedException}.
 */
final class Datagram {
    private final ByteBuffer bytes;
    private final int end;
    private int message;
    private int following;

    /** A walk over the bytes up to the limit, in the order of this machine. */
    Datagram(ByteBuffer bytes) {
        this.bytes = bytes;
        this.end = bytes.limit();
    }

    /** Goes on to the next message; tells whether there is one. */
    boolean next() throws MalformedException {
        message = following;
        if (message >= end) {
            return false;
        }
        int left = end - message;
        int length = left < NLMSG_HDRLEN ? -1 : bytes.getInt(message + Netlink.NLMSG_LEN);
        if (length < NLMSG_HDRLEN || length > left) {
            throw new MalformedException(
                    "netlink", "a message of " + length + " bytes at " + message + " in a datagram of " + end);
        }
        following = message + Netlink.align(length);
        return true;
    }

    /** What it is, or one of the {@code NLMSG_} numbers. */
    int type() {
        return Short.toUnsignedInt(bytes.getShort(message + Netlink.NLMSG_TYPE));
    }

    /** The {@code NLM_F_} bits. */
    int flags() {
        return Short.toUnsignedInt(bytes.getShort(message + Netlink.NLMSG_FLAGS));
    }

    /** The number of the question that it is about. */
    int sequence() {
        return bytes.getInt(message + Netlink.NLMSG_SEQ);
    }

    /** Where its payload starts in the bytes. */
    int payload() {
        return message + NLMSG_HDRLEN;
    }

    /** Where its payload ends. */
    int payloadEnd() {
        return message + bytes.getInt(message + Netlink.NLMSG_LEN);
    }

    /** The error in an {@code NLMSG_ERROR}, or in an {@code NLMSG_DONE} that ends a dump early; empty for success. */
    Optional<Errno> error() throws MalformedException {
        int length = payloadEnd() - payload();
        if (length < Integer.BYTES) {
            if (type() == Netlink.NLMSG_DONE) {
                return Optional.empty();
            }
            throw new MalformedException("netlink", "an error message of " + length + " bytes");
        }
        int error = bytes.getInt(payload()); // negative, as in the kernel
        return error < 0 && error != Integer.MIN_VALUE ? Optional.of(new Errno(-error)) : Optional.empty();
    }
}

package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLA_HDRLEN;

import dev.berth.kernel.unix.MalformedException;
import java.nio.ByteBuffer;

/**
 * A walk over attributes, {@code struct nlattr} each, from before the first. What is told is told of the one that
 * {@link #next} came to. To be used for one run of attributes after the other. Not safe for concurrent use.
 */
final class Attributes {
    private int attribute;
    private int length;
    private int following;
    private int end;

    /** Starts anew, before the first of those between two places. */
    void over(int start, int limit) {
        following = start;
        end = limit;
    }

    /** Goes on to the next attribute; tells whether there is one. */
    boolean next(ByteBuffer bytes) throws MalformedException {
        attribute = following;
        int left = end - attribute;
        if (left <= 0) {
            return false;
        }
        length = left < NLA_HDRLEN ? -1 : Short.toUnsignedInt(bytes.getShort(attribute + Netlink.NLA_LEN));
        if (length < NLA_HDRLEN || length > left) {
            throw new MalformedException("netlink", "an attribute of " + length + " bytes where " + left + " are left");
        }
        following = attribute + Netlink.align(length);
        return true;
    }

    /** What it is. */
    int type(ByteBuffer bytes) {
        return bytes.getShort(attribute + Netlink.NLA_TYPE) & Netlink.NLA_TYPE_MASK;
    }

    /** Where its value starts. */
    int value() {
        return attribute + NLA_HDRLEN;
    }

    /** Where its value ends. */
    int valueEnd() {
        return attribute + length;
    }
}

package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.api.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What the kernel does with the code of a filter, told anew from what {@code net/ipv4/inet_diag.c} does: it audits the
 * code once, and runs it for every socket.
 */
final class BytecodeModel {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    private final ByteBuffer code;

    BytecodeModel(byte[] code) {
        this.code = ByteBuffer.wrap(code).order(ByteOrder.nativeOrder());
    }

    private int operation(int at) {
        return Byte.toUnsignedInt(code.get(at));
    }

    private int yes(int at) {
        return Byte.toUnsignedInt(code.get(at + 1));
    }

    private int no(int at) {
        return Short.toUnsignedInt(code.getShort(at + 2));
    }

    /** Why the kernel answers EINVAL; empty if it takes the code. */
    String audit() {
        int end = code.limit();
        if (end < 4) {
            return "nothing in it";
        }
        Set<Integer> chain = new HashSet<>();
        for (int at = 0; at < end; at += Math.max(4, yes(at))) {
            chain.add(at);
        }
        chain.add(end);
        int at = 0;
        while (at < end) {
            int left = end - at;
            int least = size(at, left);
            if (least < 0 || least > left) {
                return "no instruction at " + at;
            }
            int no = no(at);
            if (no < least || no > left + 4 || no % 4 != 0 || (no < left && !chain.contains(at + no))) {
                return "no of " + no + " at " + at;
            }
            int yes = yes(at);
            if (yes < least || yes > left + 4 || yes % 4 != 0) {
                return "yes of " + yes + " at " + at;
            }
            at += yes;
        }
        return at == end ? "" : "runs out at " + at;
    }

    /** How long an instruction is at least, with what it asks for; -1 for none. */
    private int size(int at, int left) {
        return switch (operation(at)) {
            case 1 -> 4; // JMP
            case 2, 3, 4, 5 -> 8; // S_GE, S_LE, D_GE, D_LE
            case 7, 8 -> left < 12 ? -1 : hostSize(at); // S_COND, D_COND
            case 9 -> 8; // DEV_COND
            default -> -1;
        };
    }

    private int hostSize(int at) {
        int address = switch (code.get(at + 4)) {
            case 0 -> 0;
            case AF_INET -> 4;
            case AF_INET6 -> 16;
            default -> -13;
        };
        return Byte.toUnsignedInt(code.get(at + 5)) > 8 * address ? -1 : 12 + address;
    }

    /** Whether the kernel lists a socket. */
    boolean accepts(Entry entry) {
        int at = 0;
        while (at < code.limit()) {
            at += answer(at, entry) ? yes(at) : no(at);
        }
        return at == code.limit();
    }

    private boolean answer(int at, Entry entry) {
        int operand = Short.toUnsignedInt(code.capacity() >= at + 8 ? code.getShort(at + 6) : 0);
        return switch (operation(at)) {
            case 1 -> false;
            case 2 -> entry.local().port() >= operand;
            case 3 -> entry.local().port() <= operand;
            case 4 -> entry.remote().port() >= operand;
            case 5 -> entry.remote().port() <= operand;
            case 7 -> host(at + 4, entry.local().address(), entry.local().port());
            case 8 -> host(at + 4, entry.remote().address(), entry.remote().port());
            case 9 -> code.getInt(at + 4) == entry.interfaceIndex();
            default -> throw new IllegalStateException("operation " + operation(at));
        };
    }

    private boolean host(int at, IpAddress address, int port) {
        int wanted = code.getInt(at + 4);
        if (wanted != -1 && wanted != port) {
            return false;
        }
        int family = code.get(at);
        int prefix = Byte.toUnsignedInt(code.get(at + 1));
        byte[] bytes = bytes(address);
        int own = bytes.length == 4 ? AF_INET : AF_INET6;
        if (family != 0 && family != own) {
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
            return own == AF_INET6
                    && family == AF_INET
                    && Arrays.equals(bytes, 0, 12, mapped, 0, 12)
                    && matches(Arrays.copyOfRange(bytes, 12, 16), at + 8, prefix);
        }
        return matches(bytes, at + 8, prefix);
    }

    private boolean matches(byte[] address, int at, int bits) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((address[bit / 8] & mask) != (code.get(at + bit / 8) & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(IpAddress address) {
        return address.bits() == 32
                ? ByteBuffer.allocate(4).putInt((int) address.low()).array()
                : ByteBuffer.allocate(16)
                        .putLong(address.high())
                        .putLong(address.low())
                        .array();
    }
}

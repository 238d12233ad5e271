package dev.berth.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as text, both ways; RFC 5952 for IPv6. */
final class IpLiterals {
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final int BYTE = 0xFF;
    private static final String MAPPED = "::ffff:";

    static String format(IpAddress address) {
        if (address.family() == IpAddress.Family.IPV4) {
            return dotted((int) address.low());
        }
        return address.isMapped() ? MAPPED + dotted((int) address.low()) : colons(address);
    }

    static IpAddress parse(String literal) {
        // Only what looks like a literal reaches the JDK, which would ask the name service about the rest.
        boolean looksLike = !literal.isEmpty()
                && literal.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
                && (literal.indexOf(':') >= 0
                        || literal.chars().filter(c -> c == '.').count() == 3);
        if (!looksLike) {
            throw notOne(literal, null);
        }
        try {
            IpAddress address = IpAddress.of(InetAddress.getByName(literal));
            // The JDK takes a mapped address for IPv4; whoever writes it as IPv6 means IPv6.
            return literal.indexOf(':') >= 0 && address.family() == IpAddress.Family.IPV4
                    ? IpAddress.ipv6(0, (0xFFFFL << Integer.SIZE) | address.low())
                    : address;
        } catch (UnknownHostException unreadable) {
            throw notOne(literal, unreadable);
        }
    }

    private static IllegalArgumentException notOne(String literal, @Nullable Throwable cause) {
        return new IllegalArgumentException("'" + literal + "' is no IP address", cause);
    }

    private static String dotted(int bits) {
        return (bits >>> 24) + "." + ((bits >>> 16) & BYTE) + "." + ((bits >>> 8) & BYTE) + "." + (bits & BYTE);
    }

    private static String colons(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? address.high() : address.low();
            groups[i] = (int) (half >>> ((GROUPS / 2 - 1 - i % (GROUPS / 2)) * GROUP_BITS)) & 0xFFFF;
        }
        int start = -1;
        int length = 1; // a single zero is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private IpLiterals() {}
}

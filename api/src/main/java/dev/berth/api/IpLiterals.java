package dev.berth.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses as text, both ways; RFC 5952 for IPv6. */
final class IpLiterals {
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final String HEX_DIGITS = "0123456789abcdefABCDEF";
    private static final int IPV4_PARTS = 4;
    private static final int BYTE = 0xFF;
    private static final long BYTE_PAIR = 0xFFFF;
    private static final String MAPPED = "::ffff:";

    static String format(IpAddress address) {
        if (address.family() == IpAddress.Family.IPV4) {
            return dotted((int) address.low());
        }
        return address.isMapped() ? MAPPED + dotted((int) address.low()) : colons(address);
    }

    static IpAddress parse(String literal) {
        return literal.indexOf(':') < 0 ? ipv4(literal) : ipv6(literal);
    }

    /** By hand: the JDK takes what is no literal for a name, and asks the name service. */
    private static IpAddress ipv4(String literal) {
        String[] parts = literal.split("\\.", -1);
        int bits = 0;
        for (String part : parts) {
            boolean number = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (part.length() == 1 || part.charAt(0) != '0'); // which some read as octal
            if (!number || Integer.parseInt(part) > BYTE) {
                throw notOne(literal, null);
            }
            bits = (bits << Byte.SIZE) | Integer.parseInt(part);
        }
        if (parts.length != IPV4_PARTS) {
            throw notOne(literal, null);
        }
        return IpAddress.ipv4(bits);
    }

    /** By the JDK, which looks up no name that has a colon and begins with one or with a digit. */
    private static IpAddress ipv6(String literal) {
        if (literal.charAt(0) == '.'
                || !literal.chars().allMatch(c -> HEX_DIGITS.indexOf(c) >= 0 || c == '.' || c == ':')) {
            throw notOne(literal, null); // names; and brackets and zones, which the JDK would take
        }
        try {
            IpAddress address = IpAddress.of(InetAddress.getByName(literal));
            // The JDK takes a mapped address for IPv4; whoever writes it as IPv6 means IPv6.
            return address.family() == IpAddress.Family.IPV4
                    ? IpAddress.ipv6(0, (BYTE_PAIR << Integer.SIZE) | address.low())
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
            groups[i] = (int) ((half >>> ((GROUPS / 2 - 1 - i % (GROUPS / 2)) * GROUP_BITS)) & BYTE_PAIR);
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

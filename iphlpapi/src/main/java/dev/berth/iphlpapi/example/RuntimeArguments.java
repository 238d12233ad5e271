package dev.berth.iphlpapi.example;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the examples of runtime reservations.
 *
 * @param family the address family
 * @param type the type of the socket
 * @param protocol its protocol
 * @param ports which ports; any where the start is 0
 */
record RuntimeArguments(int family, int type, int protocol, Arguments ports) {
    /** The arguments; null, after a line that says what is wrong, if they are none. */
    static @Nullable RuntimeArguments of(String example, String[] words) {
        if (words.length != 5) {
            System.out.println(
                    "usage: " + example + " <Address Family> <Type> <Protocol> <Starting Port> <Number of Ports>");
            System.out.println(
                    "Opens a socket of this family, type and protocol, and acquires on it a runtime reservation");
            System.out.println("Example usage:");
            System.out.println("   " + example + " 2 2 17 5000 20");
            System.out.println("   where AF_INET=2 SOCK_DGRAM=2 IPPROTO_UDP=17; a starting port of 0 means any");
            return null;
        }
        OptionalInt family = Arguments.number(words[0]);
        OptionalInt type = Arguments.number(words[1]);
        OptionalInt protocol = Arguments.number(words[2]);
        if (family.isEmpty() || type.isEmpty() || protocol.isEmpty()) {
            System.out.println("Address family, type and protocol must be numbers");
            return null;
        }
        Arguments ports = Arguments.of(words[3], words[4]);
        return ports == null
                ? null
                : new RuntimeArguments(family.getAsInt(), type.getAsInt(), protocol.getAsInt(), ports);
    }
}

package dev.berth.iphlpapi.example;

import static dev.berth.iphlpapi.IpHelper.htons;

import dev.berth.api.IpAddress;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCPTABLE;
import org.jspecify.annotations.Nullable;

/** Both ends of a TCP connection over IPv4, as rows have them. */
record Connection(int localAddr, int localPort, int remoteAddr, int remotePort) {
    /** How many words name one. */
    static final int WORDS = 4;

    /** The connection that four words name; null, after a line that says what is wrong, if they name none. */
    static @Nullable Connection of(String[] words) {
        try {
            return new Connection(address(words[0]), port(words[1]), address(words[2]), port(words[3]));
        } catch (IllegalArgumentException wrong) {
            System.out.println(wrong.getMessage());
            return null;
        }
    }

    /** Its row of the table; where the table has none, a row of the same ends. */
    MIB_TCPROW in(MIB_TCPTABLE table) {
        return table.table().stream()
                .filter(row -> row.dwLocalAddr() == localAddr
                        && (short) row.dwLocalPort() == (short) localPort
                        && row.dwRemoteAddr() == remoteAddr
                        && (short) row.dwRemotePort() == (short) remotePort)
                .findFirst()
                .orElseGet(() -> new MIB_TCPROW(0, localAddr, localPort, remoteAddr, remotePort));
    }

    private static int address(String word) {
        IpAddress address = IpAddress.parse(word);
        if (address.family() != IpAddress.Family.IPV4) {
            throw new IllegalArgumentException(word + " is no IPv4 address");
        }
        return Integer.reverseBytes((int) address.low()); // an in_addr: its first byte is the lowest here
    }

    private static int port(String word) {
        if (!word.matches("[0-9]{1,5}") || Integer.parseInt(word) > 65_535) {
            throw new IllegalArgumentException("Port must be between 0 and 65,535: " + word);
        }
        return htons(Integer.parseInt(word));
    }
}

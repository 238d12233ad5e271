package dev.berth.it.iphlpapi;

import dev.berth.api.Endpoint;
import dev.berth.api.IpAddress;
import dev.berth.iphlpapi.IN6_ADDR;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.MIB_TCP6ROW;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_UDP6ROW;
import dev.berth.iphlpapi.MIB_UDPROW;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Rows as lines of text, {@code ESTAB 127.0.0.1:8080 127.0.0.1:9000}, and what {@code ss(8)} lists as the same lines. */
final class TableText {
    private static final List<String> STATES = List.of(
            "",
            "CLOSED",
            "LISTEN",
            "SYN-SENT",
            "SYN-RECV",
            "ESTAB",
            "FIN-WAIT-1",
            "FIN-WAIT-2",
            "CLOSE-WAIT",
            "CLOSING",
            "LAST-ACK",
            "TIME-WAIT");

    static String of(MIB_TCPROW row) {
        return STATES.get(row.dwState()) + " " + end(row.dwLocalAddr(), row.dwLocalPort()) + " "
                + end(row.dwRemoteAddr(), row.dwRemotePort());
    }

    static String of(MIB_TCP6ROW row) {
        return STATES.get(row.State()) + " " + end(row.LocalAddr(), row.dwLocalPort()) + " "
                + end(row.RemoteAddr(), row.dwRemotePort());
    }

    static String of(MIB_UDPROW row) {
        return end(row.dwLocalAddr(), row.dwLocalPort());
    }

    static String of(MIB_UDP6ROW row) {
        return end(row.dwLocalAddr(), row.dwLocalPort());
    }

    /** What ss lists: {@code ESTAB 0 0 [::ffff:127.0.0.1]:8080 [::ffff:127.0.0.1]:9000}. */
    static List<String> ofSs(Walls walls, String options) throws IOException {
        return lines(walls, options)
                .map(words -> words[0] + " " + end(words[3], words[4]) + " " + end(words[4], words[3]))
                .toList();
    }

    /** The local ends that ss lists. */
    static List<String> localsOfSs(Walls walls, String options) throws IOException {
        return lines(walls, options).map(words -> end(words[3], words[4])).toList();
    }

    private static Stream<String[]> lines(Walls walls, String options) throws IOException {
        return Program.of(walls.network().entered("ss", options))
                .expect(0)
                .out()
                .lines()
                .map(line -> line.strip().split("\\s+", -1));
    }

    /** An end of ss; {@code *} is the address of a socket for both families, and of the other end of an IPv6 listener. */
    private static String end(String text, String other) {
        int colon = text.lastIndexOf(':');
        String literal = text.substring(0, colon)
                .replace("[", "")
                .replace("]", "")
                .replaceFirst("%.*", "")
                .replace("*", "::");
        String port = text.substring(colon + 1).replace("*", "0");
        boolean ipv4Listener = port.equals("0") && other.contains("[::ffff:");
        return new Endpoint(
                        ipv4Listener
                                ? IpAddress.ANY_IPV4
                                : IpAddress.parse(literal).unmapped(),
                        0)
                .toString()
                .replace("*", port);
    }

    private static String end(int inAddr, int port) {
        return end(IpAddress.ipv4(Integer.reverseBytes(inAddr)), port);
    }

    private static String end(IN6_ADDR address, int port) {
        return end(IpAddress.ipv6(address.high(), address.low()), port);
    }

    private static String end(IpAddress address, int port) {
        return new Endpoint(address, 0).toString().replace("*", Integer.toString(IpHelper.ntohs((short) port)));
    }

    private TableText() {}
}

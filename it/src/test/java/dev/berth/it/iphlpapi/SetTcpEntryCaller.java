package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;

import dev.berth.iphlpapi.IN6_ADDR;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.MIB_TCP6ROW;
import dev.berth.iphlpapi.MIB_TCP6TABLE;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCPTABLE;
import dev.berth.iphlpapi.MIB_TCP_STATE;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** A process that tries to close connections on the loopback, and prints what came of it. */
final class SetTcpEntryCaller {
    private static final int DELETE_TCB = MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB;
    private static final int LOOPBACK = 0x0100_007F;
    private static final IN6_ADDR LOOPBACK6 = new IN6_ADDR(0, 1);

    private SetTcpEntryCaller() {}

    /** Arguments: the port that is listened on, and the other ends' ports, of IPv4 and of IPv6. */
    public static void main(String... words) {
        List<Short> ports =
                Stream.of(words).map(word -> htons(Integer.parseInt(word))).toList();
        try (IpHelper helper = IpHelper.ofThisMachine()) {
            System.out.println("null " + helper.SetTcpEntry(null) + " " + helper.SetTcp6Entry(null));
            System.out.println("missing " + helper.SetTcpEntry(new MIB_TCPROW(DELETE_TCB, 1, 1, 1, 1)) + " "
                    + helper.SetTcp6Entry(new MIB_TCP6ROW(DELETE_TCB, LOOPBACK6, 0, 1, LOOPBACK6, 0, 1)));
            int ipv4 = helper.SetTcpEntry(new MIB_TCPROW(DELETE_TCB, LOOPBACK, ports.get(0), LOOPBACK, ports.get(1)));
            System.out.println("ipv4 " + ipv4 + " " + words(helper.explain()));
            int ipv6 = helper.SetTcp6Entry(
                    new MIB_TCP6ROW(DELETE_TCB, LOOPBACK6, 0, ports.get(0), LOOPBACK6, 0, ports.get(2)));
            System.out.println("ipv6 " + ipv6 + " " + words(helper.explain()));
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            int[] size = {4096};
            int tables = helper.GetTcpTable(buffer, size, true);
            int rows = MIB_TCPTABLE.read(buffer, 0).dwNumEntries();
            tables += helper.GetTcp6Table(buffer, size, true);
            System.out.println("rows " + (tables == 0 ? rows : helper.explain()) + " "
                    + MIB_TCP6TABLE.read(buffer, 0).dwNumEntries());
        }
    }

    private static String words(String explanation) {
        return Stream.of("ERROR_ACCESS_DENIED", "CAP_NET_ADMIN")
                .filter(explanation::contains)
                .reduce((one, other) -> one + " " + other)
                .orElse(explanation);
    }
}

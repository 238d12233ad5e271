package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;
import static dev.berth.iphlpapi.WinSock2.AF_INET;
import static dev.berth.iphlpapi.WinSock2.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.EntryDetail;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which entries are in which table, and what their rows say. */
class RowsTest {
    private static final int ETH0 = 7;

    private final ScriptedEntries entries = new ScriptedEntries();
    private final IpHelper helper = new IpHelper(new BrokenPorts(), entries);

    @Test
    @DisplayName("Addresses are in_addr, ports are in network order in the low 16 bits, the lowest pid has the row")
    void oneConnection() {
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "127.0.0.1:8080", "10.0.0.2:80", 0, 4_122, 4_121);
        int local = 0x0100_007F;
        int remote = 0x0200_000A;
        assertThat(tcp().table()).containsExactly(new MIB_TCPROW(5, local, 0x901F, remote, 0x5000));
        assertThat(tcp2().table()).containsExactly(new MIB_TCPROW2(5, local, 0x901F, remote, 0x5000, 4_121, 0));
        assertThat(ownerPid(TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL))
                .containsExactly(new MIB_TCPROW_OWNER_PID(5, local, 0x901F, remote, 0x5000, 4_121));
        assertThat(entries.queries.getFirst().details()).isEmpty();
        assertThat(entries.queries.getLast().details()).containsExactly(EntryDetail.OWNERS);
    }

    @Test
    @DisplayName("Over IPv6: scopes in network order for link-local addresses alone")
    void scopes() {
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:8080", "[fe80::2]:80", ETH0, 4_121);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[2001:db8::1]:8080", "[2001:db8::2]:80", ETH0);
        entries.add(Protocol.UDP, EntryState.UNCONNECTED, "[ff02::fb]:5353", "[::]:*", ETH0, 4_121);
        entries.add(Protocol.UDP, EntryState.UNCONNECTED, "[ff05::fb]:5353", "[::]:*", ETH0);
        int scope = ETH0 << 24;
        assertThat(tcp6().table())
                .containsExactly(
                        new MIB_TCP6ROW(5, in6("2001:db8::1"), 0, 0x901F, in6("2001:db8::2"), 0, 0x5000),
                        new MIB_TCP6ROW(5, in6("fe80::1"), scope, 0x901F, in6("fe80::2"), scope, 0x5000));
        assertThat(ownerPid6())
                .contains(new MIB_TCP6ROW_OWNER_PID(
                        in6("fe80::1"), scope, 0x901F, in6("fe80::2"), scope, 0x5000, 5, 4_121));
        int port = Short.toUnsignedInt(htons(5353));
        assertThat(udp(AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_BASIC, MIB_UDP6TABLE::read)
                        .table())
                .containsExactly(
                        new MIB_UDP6ROW(in6("ff02::fb"), scope, port), new MIB_UDP6ROW(in6("ff05::fb"), 0, port));
        assertThat(udp(AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID, MIB_UDP6TABLE_OWNER_PID::read)
                        .table())
                .contains(new MIB_UDP6ROW_OWNER_PID(in6("ff02::fb"), scope, port, 4_121));
    }

    @Test
    @DisplayName("T6 IPv4 connections of IPv6 sockets are IPv4 rows; who listens for both is an IPv6 row")
    void dualStack() {
        entries.connection("[::ffff:127.0.0.1]:8080", "[::ffff:127.0.0.1]:4000");
        entries.add(Protocol.TCP, EntryState.LISTEN, "[::]:8080", "[::]:*", 0);
        entries.add(Protocol.TCP, EntryState.LISTEN, "[::ffff:127.0.0.1]:8081", "[::]:*", 0);
        entries.add(Protocol.UDP, EntryState.UNCONNECTED, "[::ffff:127.0.0.1]:53", "[::]:*", 0, 9);
        entries.add(Protocol.UDP, EntryState.UNCONNECTED, "[::]:53", "[::]:*", 0, 9);
        assertThat(tcp().table())
                .containsExactly(
                        new MIB_TCPROW(5, 0x0100_007F, 0x901F, 0x0100_007F, 0xA00F),
                        new MIB_TCPROW(2, 0x0100_007F, 0x911F, 0, 0));
        assertThat(tcp6().table())
                .containsExactly(new MIB_TCP6ROW(2, new IN6_ADDR(0, 0), 0, 0x901F, new IN6_ADDR(0, 0), 0, 0));
        assertThat(udp(AF_INET, UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID, MIB_UDPTABLE_OWNER_PID::read)
                        .table())
                .containsExactly(new MIB_UDPROW_OWNER_PID(0x0100_007F, 0x3500, 9));
        assertThat(udp(AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_BASIC, MIB_UDP6TABLE::read)
                        .table())
                .containsExactly(new MIB_UDP6ROW(new IN6_ADDR(0, 0), 0, 0x3500));
    }

    @Test
    @DisplayName("T11 A listener has no other end, whatever the kernel says of one")
    void listeners() {
        entries.add(Protocol.TCP, EntryState.LISTEN, "10.0.0.1:80", "10.0.0.9:99", 0);
        entries.add(Protocol.TCP, EntryState.LISTEN, "[fe80::1]:80", "[fe80::9]:99", ETH0);
        assertThat(tcp().table()).containsExactly(new MIB_TCPROW(2, 0x0100_000A, 0x5000, 0, 0));
        assertThat(tcp6().table())
                .containsExactly(new MIB_TCP6ROW(2, in6("fe80::1"), ETH0 << 24, 0x5000, new IN6_ADDR(0, 0), 0, 0));
    }

    @Test
    @DisplayName("Every state has its number; what is bound and nothing more is in no table")
    void states() {
        Map<EntryState, Integer> numbers = Map.ofEntries(
                Map.entry(EntryState.UNCONNECTED, MIB_TCP_STATE.MIB_TCP_STATE_CLOSED),
                Map.entry(EntryState.LISTEN, MIB_TCP_STATE.MIB_TCP_STATE_LISTEN),
                Map.entry(EntryState.SYN_SENT, MIB_TCP_STATE.MIB_TCP_STATE_SYN_SENT),
                Map.entry(EntryState.SYN_RECV, MIB_TCP_STATE.MIB_TCP_STATE_SYN_RCVD),
                Map.entry(EntryState.ESTABLISHED, MIB_TCP_STATE.MIB_TCP_STATE_ESTAB),
                Map.entry(EntryState.FIN_WAIT_1, MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT1),
                Map.entry(EntryState.FIN_WAIT_2, MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT2),
                Map.entry(EntryState.CLOSE_WAIT, MIB_TCP_STATE.MIB_TCP_STATE_CLOSE_WAIT),
                Map.entry(EntryState.CLOSING, MIB_TCP_STATE.MIB_TCP_STATE_CLOSING),
                Map.entry(EntryState.LAST_ACK, MIB_TCP_STATE.MIB_TCP_STATE_LAST_ACK),
                Map.entry(EntryState.TIME_WAIT, MIB_TCP_STATE.MIB_TCP_STATE_TIME_WAIT));
        entries.add(Protocol.TCP, EntryState.BOUND, "127.0.0.1:1", "0.0.0.0:*", 0);
        for (EntryState state : EntryState.values()) {
            if (state != EntryState.BOUND) {
                entries.table.clear();
                entries.add(Protocol.TCP, EntryState.BOUND, "127.0.0.1:1", "0.0.0.0:*", 0);
                entries.add(Protocol.TCP, state, "127.0.0.1:1", "127.0.0.1:2", 0);
                assertThat(tcp().table())
                        .extracting(MIB_TCPROW::dwState)
                        .containsExactly(numbers.getOrDefault(state, -1));
            }
        }
    }

    @Test
    @DisplayName("The classes: listeners, connections in whatever state, and both")
    void classes() {
        entries.add(Protocol.TCP, EntryState.LISTEN, "127.0.0.1:1", "0.0.0.0:*", 0);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "127.0.0.1:2", "127.0.0.1:9", 0);
        entries.add(Protocol.TCP, EntryState.TIME_WAIT, "127.0.0.1:3", "127.0.0.1:9", 0);
        entries.add(Protocol.TCP, EntryState.BOUND, "127.0.0.1:4", "0.0.0.0:*", 0);
        for (String kind : List.of("BASIC", "OWNER_PID")) {
            assertThat(localPorts("TCP_TABLE_" + kind + "_LISTENER")).containsExactly(1);
            assertThat(localPorts("TCP_TABLE_" + kind + "_CONNECTIONS")).containsExactly(2, 3);
            assertThat(localPorts("TCP_TABLE_" + kind + "_ALL")).containsExactly(1, 2, 3);
        }
        assertThat(ownerPid(TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL))
                .extracting(MIB_TCPROW_OWNER_PID::dwOwningPid)
                .containsOnly(0);
    }

    @Test
    @DisplayName("T10 Sorted: local address, local port, remote address, remote port, each as a number")
    void sorted() {
        List<String[]> ends = List.of(
                new String[] {"1.0.0.2:9", "9.9.9.9:9"},
                new String[] {"2.0.0.1:255", "9.9.9.9:9"
                }, // bytes 2,0,0,1 would be more than 1,0,0,2 the other way round
                new String[] {"2.0.0.1:256", "1.0.0.2:9"}, // bytes of port 256 are 1,0; of 255 they are 0,255
                new String[] {"2.0.0.1:256", "2.0.0.1:255"},
                new String[] {"2.0.0.1:256", "2.0.0.1:256"},
                new String[] {"200.0.0.1:1", "1.0.0.1:1"}); // unsigned
        shuffled(ends).forEach(each -> entries.connection(each[0], each[1]));
        assertThat(tcp().table())
                .extracting(row -> Rows.ipv4(row.dwLocalAddr(), row.dwLocalPort()) + " "
                        + Rows.ipv4(row.dwRemoteAddr(), row.dwRemotePort()))
                .containsExactlyElementsOf(
                        ends.stream().map(each -> each[0] + " " + each[1]).toList());
    }

    @Test
    @DisplayName("T10 Sorted over IPv6: the scopes count before the ports")
    void sortedOverIpv6() {
        List<Integer> scopes = List.of(1, 2, 256);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:1", "[fe80::2]:1", 256);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:2", "[fe80::2]:1", 2);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:3", "[fe80::2]:1", 1);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[::1]:9", "[::1]:1", 0);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[8000::1]:9", "[::1]:1", 0);
        assertThat(tcp6().table())
                .extracting(row -> Rows.ipv6(row.LocalAddr(), row.dwLocalPort()).toString())
                .containsExactly("[::1]:9", "[8000::1]:9", "[fe80::1]:3", "[fe80::1]:2", "[fe80::1]:1");
        assertThat(tcp6().table().subList(2, 5))
                .extracting(row -> Integer.reverseBytes(row.dwLocalScopeId()))
                .containsExactlyElementsOf(scopes);
    }

    @Test
    @DisplayName("T10 Not sorted: as the kernel has them")
    void notSorted() {
        entries.connection("9.0.0.1:1", "1.0.0.1:1");
        entries.connection("1.0.0.1:1", "1.0.0.1:1");
        int[] size = {4096};
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetTcpTable(buffer, size, false)).isZero();
        assertThat(MIB_TCPTABLE.read(buffer, 0).table())
                .extracting(MIB_TCPROW::dwLocalAddr)
                .containsExactly(0x0100_0009, 0x0100_0001);
    }

    private List<Integer> localPorts(String tableClass) {
        TCP_TABLE_CLASS of = TCP_TABLE_CLASS.valueOf(tableClass);
        List<Integer> ports = tableClass.contains("BASIC")
                ? tcp(of, MIB_TCPTABLE::read).table().stream()
                        .map(MIB_TCPROW::dwLocalPort)
                        .toList()
                : ownerPid(of).stream().map(MIB_TCPROW_OWNER_PID::dwLocalPort).toList();
        return ports.stream().map(port -> IpHelper.ntohs(port.shortValue())).toList();
    }

    private MIB_TCPTABLE tcp() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetTcpTable(buffer, new int[] {4096}, true)).isZero();
        return MIB_TCPTABLE.read(buffer, 0);
    }

    private MIB_TCPTABLE2 tcp2() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetTcpTable2(buffer, new int[] {4096}, true)).isZero();
        return MIB_TCPTABLE2.read(buffer, 0);
    }

    private MIB_TCP6TABLE tcp6() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetTcp6Table(buffer, new int[] {4096}, true)).isZero();
        return MIB_TCP6TABLE.read(buffer, 0);
    }

    private List<MIB_TCPROW_OWNER_PID> ownerPid(TCP_TABLE_CLASS tableClass) {
        return tcp(tableClass, MIB_TCPTABLE_OWNER_PID::read).table();
    }

    private List<MIB_TCP6ROW_OWNER_PID> ownerPid6() {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        var all = TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL;
        assertThat(helper.GetExtendedTcpTable(buffer, new int[] {4096}, true, AF_INET6, all, 0))
                .isZero();
        return MIB_TCP6TABLE_OWNER_PID.read(buffer, 0).table();
    }

    private <T> T tcp(TCP_TABLE_CLASS tableClass, BiFunction<ByteBuffer, Integer, T> read) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetExtendedTcpTable(buffer, new int[] {4096}, true, AF_INET, tableClass, 0))
                .isZero();
        return read.apply(buffer, 0);
    }

    private <T> T udp(int family, UDP_TABLE_CLASS tableClass, BiFunction<ByteBuffer, Integer, T> read) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(helper.GetExtendedUdpTable(buffer, new int[] {4096}, true, family, tableClass, 0))
                .isZero();
        return read.apply(buffer, 0);
    }

    private static List<String[]> shuffled(List<String[]> ends) {
        List<String[]> shuffled = new ArrayList<>(ends);
        Collections.shuffle(shuffled, new Random(1));
        return Arrays.asList(shuffled.toArray(String[][]::new));
    }

    private static IN6_ADDR in6(String literal) {
        IpAddress address = IpAddress.parse(literal);
        return new IN6_ADDR(address.high(), address.low());
    }
}

package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.ntohs;
import static dev.berth.iphlpapi.WinSock2.AF_INET;
import static dev.berth.iphlpapi.WinSock2.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Ports;
import dev.berth.iphlpapi.MIB_TCP6ROW_OWNER_PID;
import dev.berth.iphlpapi.MIB_TCP6TABLE;
import dev.berth.iphlpapi.MIB_TCP6TABLE_OWNER_PID;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCPROW2;
import dev.berth.iphlpapi.MIB_TCPROW_OWNER_PID;
import dev.berth.iphlpapi.MIB_TCPSTATS;
import dev.berth.iphlpapi.MIB_TCPTABLE;
import dev.berth.iphlpapi.MIB_TCPTABLE2;
import dev.berth.iphlpapi.MIB_TCPTABLE_OWNER_PID;
import dev.berth.iphlpapi.MIB_UDP6TABLE;
import dev.berth.iphlpapi.MIB_UDP6TABLE_OWNER_PID;
import dev.berth.iphlpapi.MIB_UDPTABLE;
import dev.berth.iphlpapi.MIB_UDPTABLE_OWNER_PID;
import dev.berth.iphlpapi.TCP_TABLE_CLASS;
import dev.berth.iphlpapi.UDP_TABLE_CLASS;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tables and counters of the documented functions, against the kernel and {@code ss(8)}. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class TablesPrivilegedTest {
    private static final Comparator<MIB_TCPROW> BY_ENDS = Comparator.comparingLong(
                    (MIB_TCPROW row) -> address(row.dwLocalAddr()))
            .thenComparingInt(row -> ntohs((short) row.dwLocalPort()))
            .thenComparingLong(row -> address(row.dwRemoteAddr()))
            .thenComparingInt(row -> ntohs((short) row.dwRemotePort()));

    private final List<Connection> connections = new ArrayList<>();

    @Test
    @DisplayName("T8 T10 T11 The tables of TCP are what ss lists, sorted; a table that grows asks for more room")
    void tcp(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        everyKindOfSocket(actor);
        Eventually.when(
                "the end of a connection is confirmed",
                () -> TableText.ofSs(walls, "-Htan").contains("FIN-WAIT-2 127.0.0.1:9001 127.0.0.1:8001"));
        MIB_TCPTABLE ipv4 =
                inside.table((helper, buffer, size) -> helper.GetTcpTable(buffer, size, true), MIB_TCPTABLE::read);
        MIB_TCP6TABLE ipv6 =
                inside.table((helper, buffer, size) -> helper.GetTcp6Table(buffer, size, true), MIB_TCP6TABLE::read);
        List<String> here = Stream.concat(
                        ipv4.table().stream().map(TableText::of),
                        ipv6.table().stream().map(TableText::of))
                .toList();
        assertThat(here).containsExactlyInAnyOrderElementsOf(TableText.ofSs(walls, "-Htan"));
        assertThat(here)
                .contains(
                        "LISTEN 127.0.0.1:8001 0.0.0.0:0",
                        "LISTEN [::1]:8002 [::]:0",
                        "LISTEN [::]:8003 [::]:0",
                        "CLOSE-WAIT 127.0.0.1:8001 127.0.0.1:9001",
                        "FIN-WAIT-2 127.0.0.1:9001 127.0.0.1:8001",
                        "ESTAB [::1]:9002 [::1]:8002",
                        "ESTAB 127.0.0.1:8003 127.0.0.1:9003",
                        "ESTAB 127.0.0.1:8004 127.0.0.1:9004")
                .anyMatch(row -> row.startsWith("TIME-WAIT "))
                .noneMatch(row -> row.contains("7001")); // bound and nothing more
        assertThat(ipv4.table()).isSortedAccordingTo(BY_ENDS);
        int[] size = {ipv4.sizeof() - 1};
        byte[] room = new byte[ipv4.sizeof()];
        var buffer = ByteBuffer.wrap(room);
        assertThat(inside.call(helper -> helper.GetTcpTable(buffer, size, true)).code())
                .isEqualTo(122);
        assertThat(size).containsExactly(ipv4.sizeof());
        assertThat(room).containsOnly(0);
    }

    @Test
    @DisplayName("The owner of a row is the process, and 0 where nobody has it; the classes part the table")
    void owners(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        everyKindOfSocket(actor);
        List<MIB_TCPROW_OWNER_PID> all = owned(inside, TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL);
        assertThat(all)
                .allSatisfy(row -> assertThat(row.dwOwningPid()).isEqualTo(row.dwState() == 11 ? 0 : actor.pid()))
                .anySatisfy(row -> assertThat(row.dwState()).isEqualTo(11));
        List<MIB_TCPROW_OWNER_PID> parts = new ArrayList<>(owned(inside, TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_LISTENER));
        assertThat(parts).isNotEmpty().extracting(MIB_TCPROW_OWNER_PID::dwState).containsOnly(2);
        parts.addAll(owned(inside, TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_CONNECTIONS));
        assertThat(parts).containsExactlyInAnyOrderElementsOf(all);
        assertThat(inside.table((helper, buffer, size) -> helper.GetTcpTable2(buffer, size, true), MIB_TCPTABLE2::read)
                        .table())
                .containsExactlyElementsOf(all.stream()
                        .map(row -> new MIB_TCPROW2(
                                row.dwState(),
                                row.dwLocalAddr(),
                                row.dwLocalPort(),
                                row.dwRemoteAddr(),
                                row.dwRemotePort(),
                                row.dwOwningPid(),
                                0))
                        .toList());
        assertThat(inside.table(
                                (helper, buffer, size) -> helper.GetExtendedTcpTable(
                                        buffer, size, true, AF_INET6, TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL, 0),
                                MIB_TCP6TABLE_OWNER_PID::read)
                        .table())
                .hasSize(6)
                .extracting(MIB_TCP6ROW_OWNER_PID::dwOwningPid)
                .containsOnly(actor.pid());
    }

    @Test
    @DisplayName("The tables of UDP are what ss lists, with owners")
    void udp(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        actor.socket(SocketKind.UDP4).bind("127.0.0.1", 5301).orElseThrow();
        actor.socket(SocketKind.UDP6).bind("::1", 5302).orElseThrow();
        actor.socket(SocketKind.UDP_DUAL).bind("::", 5303).orElseThrow();
        actor.socket(SocketKind.UDP_DUAL).connect("::ffff:127.0.0.1", 5301).orElseThrow();
        MIB_UDPTABLE ipv4 = udp(inside, AF_INET, UDP_TABLE_CLASS.UDP_TABLE_BASIC, MIB_UDPTABLE::read);
        MIB_UDP6TABLE ipv6 = udp(inside, AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_BASIC, MIB_UDP6TABLE::read);
        assertThat(Stream.concat(
                        ipv4.table().stream().map(TableText::of),
                        ipv6.table().stream().map(TableText::of)))
                .hasSize(4)
                .containsExactlyInAnyOrderElementsOf(TableText.localsOfSs(walls, "-Huan"));
        var owned4 = udp(inside, AF_INET, UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID, MIB_UDPTABLE_OWNER_PID::read);
        assertThat(owned4.table())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.dwOwningPid()).isEqualTo(actor.pid()));
        var owned6 = udp(inside, AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID, MIB_UDP6TABLE_OWNER_PID::read);
        assertThat(owned6.table())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.dwOwningPid()).isEqualTo(actor.pid()));
    }

    @Test
    @DisplayName("GetTcpStatistics counts what happens in this namespace, and connections in every state but LISTEN")
    void statistics(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        MIB_TCPSTATS before = statistics(inside);
        assertThat(before.dwNumConns()).isZero();
        assertThat(before.dwMaxConn()).isEqualTo(-1);
        for (int port = 8001; port <= 8003; port++) {
            connections.add(Connection.of(actor, actor, SocketKind.TCP4, "127.0.0.1", port));
        }
        MIB_TCPSTATS connected = statistics(inside);
        assertThat(connected.dwActiveOpens() - before.dwActiveOpens()).isEqualTo(3);
        assertThat(connected.dwPassiveOpens() - before.dwPassiveOpens()).isEqualTo(3);
        assertThat(connected.dwCurrEstab() - before.dwCurrEstab()).isEqualTo(6);
        assertThat(connected.dwNumConns()).isEqualTo(6);
        assertThat(connected.dwInSegs() - before.dwInSegs()).isGreaterThanOrEqualTo(9);
        assertThat(connected.dwOutSegs() - before.dwOutSegs()).isGreaterThanOrEqualTo(9);
        var row = connections.getFirst().row();
        assertThat(inside.call(helper -> helper.SetTcpEntry(row)).code()).isZero();
        MIB_TCPSTATS closed = statistics(inside);
        assertThat(closed.dwCurrEstab() - connected.dwCurrEstab()).isEqualTo(-2);
        assertThat(closed.dwNumConns()).isEqualTo(4);
        assertThat(closed.dwOutRsts()).isGreaterThan(connected.dwOutRsts());
        assertThat(actor.bind(SocketKind.TCP4, "127.0.0.1", 8001)).hasToString("EADDRINUSE");
    }

    /** IPv4, IPv6, dual-stack and MPTCP; listening, connected, half closed, over, and merely bound. */
    private void everyKindOfSocket(Actor actor) throws IOException {
        connections.add(Connection.of(actor, actor, SocketKind.TCP4, SocketKind.TCP4, "127.0.0.1", 8001, 9001));
        connections.getFirst().client().shutdown().orElseThrow();
        connections.add(Connection.of(actor, actor, SocketKind.TCP6, SocketKind.TCP6, "::1", 8002, 9002));
        Connection dual = Connection.of(actor, actor, SocketKind.TCP_DUAL, SocketKind.TCP4, "127.0.0.1", 8003, 9003);
        connections.add(dual);
        connections.add(Connection.of(actor, actor, SocketKind.MPTCP4, SocketKind.MPTCP4, "127.0.0.1", 8004, 9004));
        connections.add(Connection.from(dual.listener(), actor.socket(SocketKind.TCP6), "::1", 0));
        Connection over =
                Connection.from(connections.getFirst().listener(), actor.socket(SocketKind.TCP4), "127.0.0.1", 0);
        over.client().close();
        assertThat(over.accepted().read()).hasToString("ok");
        over.accepted().close();
        actor.socket(SocketKind.TCP4).bind("127.0.0.1", 7001).orElseThrow();
    }

    private static long address(int inAddr) {
        return Integer.toUnsignedLong(Integer.reverseBytes(inAddr));
    }

    private static MIB_TCPSTATS statistics(Inside inside) {
        MIB_TCPSTATS[] statistics = new MIB_TCPSTATS[1];
        Inside.Called called = inside.call(helper -> helper.GetTcpStatistics(statistics));
        assertThat(called.code()).as(called.explanation()).isZero();
        return statistics[0];
    }

    private static List<MIB_TCPROW_OWNER_PID> owned(Inside inside, TCP_TABLE_CLASS tableClass) {
        return inside.table(
                        (helper, buffer, size) ->
                                helper.GetExtendedTcpTable(buffer, size, true, AF_INET, tableClass, 0),
                        MIB_TCPTABLE_OWNER_PID::read)
                .table();
    }

    private static <T> T udp(
            Inside inside, int family, UDP_TABLE_CLASS tableClass, BiFunction<ByteBuffer, Integer, T> read) {
        return inside.table(
                (helper, buffer, size) -> helper.GetExtendedUdpTable(buffer, size, true, family, tableClass, 0), read);
    }
}

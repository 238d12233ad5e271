package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Ports;
import dev.berth.iphlpapi.MIB_TCP6ROW;
import dev.berth.iphlpapi.MIB_TCP6TABLE;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCP_STATE;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Answer;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of closing one connection through the documented functions, against the kernel. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class SetTcpEntryPrivilegedTest {
    private static final int PORT = 8080;
    /** The index of the loopback in every network namespace. */
    private static final int LOOPBACK = 1;

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"TCP4", "TCP_DUAL"})
    @DisplayName("T1 T4 T6 IPv4: both ends are told, the neighbor with the same ports lives on, and then there is none")
    void closes(SocketKind serves, Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor server = walls.actor().start();
        Actor client = walls.actor().start();
        Connection meant = Connection.of(server, client, serves, SocketKind.TCP4, "127.0.0.1", PORT, 0);
        int clientPort = meant.client().port();
        Connection neighbor = serves == SocketKind.TCP_DUAL
                ? Connection.from(meant.listener(), client.socket(SocketKind.TCP4), "127.0.0.2", clientPort)
                : Connection.of(server, client, serves, SocketKind.TCP4, "127.0.0.2", PORT, clientPort);
        assertThat(meant.lives()).isTrue();
        MIB_TCPROW row = meant.row();
        Inside.Called closed = inside.call(helper -> helper.SetTcpEntry(withUpperBits(row)));
        assertThat(closed.code()).as(closed.explanation()).isZero();
        assertThat(closed.explanation())
                .startsWith("SetTcpEntry: NO_ERROR (0): ")
                .contains("closed tcp ESTAB", "127.0.0.1", ":8080", ":" + clientPort);
        assertEnded(meant);
        assertThat(neighbor.lives()).isTrue();
        Inside.Called again = inside.call(helper -> helper.SetTcpEntry(row));
        assertThat(again.code()).isEqualTo(317);
        assertThat(again.explanation()).contains("ERROR_MR_MID_NOT_FOUND (317)", "127.0.0.1:8080");
        assertThat(neighbor.lives()).isTrue();
    }

    @Test
    @DisplayName("T7 IPv6: as over IPv4")
    void closesOverIpv6(Ports ports, Walls walls) throws IOException {
        ip(walls, "-6", "addr", "add", "fd00::1/128", "dev", "lo", "nodad");
        Inside inside = Inside.of(walls, ports);
        Actor server = walls.actor().start();
        Actor client = walls.actor().start();
        Connection meant = Connection.of(server, client, SocketKind.TCP6, "::1", PORT);
        Connection neighbor = Connection.of(
                server,
                client,
                SocketKind.TCP6,
                SocketKind.TCP6,
                "fd00::1",
                PORT,
                meant.client().port());
        MIB_TCP6ROW row = meant.row6(0);
        Inside.Called closed = inside.call(helper -> helper.SetTcp6Entry(row));
        assertThat(closed.code()).as(closed.explanation()).isZero();
        assertEnded(meant);
        assertThat(neighbor.lives()).isTrue();
        assertThat(inside.call(helper -> helper.SetTcp6Entry(row)).code()).isEqualTo(317);
        assertThat(inside.call(helper -> helper.SetTcp6Entry(null)).code()).isEqualTo(87);
    }

    @Test
    @DisplayName("T7 A link-local connection is the one of the scope: with another scope there is none")
    void linkLocal(Ports ports, Walls walls) throws IOException {
        ip(walls, "-6", "addr", "add", "fe80::1/64", "dev", "lo", "nodad");
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        Connection meant = Connection.of(actor, actor, SocketKind.TCP6, "fe80::1%lo", PORT);
        MIB_TCP6ROW elsewhere = meant.row6(LOOPBACK + 1);
        assertThat(inside.call(helper -> helper.SetTcp6Entry(elsewhere)).code()).isEqualTo(317);
        assertThat(meant.lives()).isTrue();
        MIB_TCP6ROW row = meant.row6(LOOPBACK);
        assertThat(inside.table((helper, buffer, size) -> helper.GetTcp6Table(buffer, size, true), MIB_TCP6TABLE::read)
                        .table())
                .anySatisfy(each -> assertThat(deleted(each)).isEqualTo(masked(row)));
        Inside.Called closed = inside.call(helper -> helper.SetTcp6Entry(row));
        assertThat(closed.code()).as(closed.explanation()).isZero();
        assertEnded(meant);
    }

    @Test
    @DisplayName("T1 A connection of a socket that is tied to an interface is found by its row as well")
    void tiedToAnInterface(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        ActorSocket listener = actor.socket(SocketKind.TCP4);
        listener.device("lo");
        listener.bind("127.0.0.1", PORT).orElseThrow();
        listener.listen().orElseThrow();
        Connection meant = Connection.from(listener, actor.socket(SocketKind.TCP4), "127.0.0.1", 0);
        MIB_TCPROW row = meant.row();
        Inside.Called closed = inside.call(helper -> helper.SetTcpEntry(row));
        assertThat(closed.code()).as(closed.explanation()).isZero();
        assertEnded(meant);
    }

    @Test
    @DisplayName("T1 The port is free at once where the kernel chose it or it was accepted, else when its owner closes")
    void ports(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor server = walls.actor().start();
        Actor client = walls.actor().start();
        Actor stranger = walls.actor().start();
        Connection chosen = Connection.of(server, client, SocketKind.TCP4, "127.0.0.1", PORT);
        int clientPort = chosen.client().port();
        Answer before = stranger.bind(SocketKind.TCP4, "127.0.0.1", clientPort);
        assertThat(before).hasToString("EADDRINUSE");
        MIB_TCPROW clientRow = chosen.clientRow();
        assertThat(inside.call(helper -> helper.SetTcpEntry(clientRow)).code()).isZero();
        assertThat(chosen.client().read()).hasToString("ECONNABORTED");
        assertThat(chosen.accepted().read()).hasToString("ECONNRESET");
        assertThat(stranger.bind(SocketKind.TCP4, "127.0.0.1", clientPort).isOk())
                .isTrue();

        Connection accepted = Connection.from(chosen.listener(), client.socket(SocketKind.TCP4), "127.0.0.1", 0);
        MIB_TCPROW row = accepted.row();
        chosen.listener().close();
        assertThat(stranger.bind(SocketKind.TCP4, "127.0.0.1", PORT)).hasToString("EADDRINUSE");
        assertThat(inside.call(helper -> helper.SetTcpEntry(row)).code()).isZero();
        assertThat(stranger.bind(SocketKind.TCP4, "127.0.0.1", PORT).isOk()).isTrue();

        Connection explicit =
                Connection.of(server, client, SocketKind.TCP4, SocketKind.TCP4, "127.0.0.1", PORT + 1, 7777);
        MIB_TCPROW bound = explicit.clientRow();
        Inside.Called closed = inside.call(helper -> helper.SetTcpEntry(bound));
        assertThat(closed.code()).isZero();
        assertThat(stranger.bind(SocketKind.TCP4, "127.0.0.1", 7777)).hasToString("EADDRINUSE");
        explicit.client().close();
        assertThat(stranger.bind(SocketKind.TCP4, "127.0.0.1", 7777).isOk()).isTrue();
    }

    @Test
    @DisplayName("T1 The row of a listener closes the listener, whose port stays bound, and no connection of it")
    void listener(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        Connection connection = Connection.of(actor, actor, SocketKind.TCP4, "127.0.0.1", PORT);
        MIB_TCPROW row = connection.row();
        MIB_TCPROW listener = new MIB_TCPROW(row.dwState(), row.dwLocalAddr(), row.dwLocalPort(), 0, 0);
        Inside.Called closed = inside.call(helper -> helper.SetTcpEntry(listener));
        assertThat(closed.code()).as(closed.explanation()).isZero();
        assertThat(closed.explanation()).contains("closed tcp LISTEN");
        assertThat(connection.lives()).isTrue();
        assertThat(actor.socket(SocketKind.TCP4).connect("127.0.0.1", PORT)).hasToString("ECONNREFUSED");
        assertThat(actor.bind(SocketKind.TCP4, "127.0.0.1", PORT)).hasToString("EADDRINUSE");
    }

    @Test
    @DisplayName("T2 No row, or another state: 87, and the connection lives on")
    void unsound(Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        Connection connection = Connection.of(actor, actor, SocketKind.TCP4, "127.0.0.1", PORT);
        assertThat(inside.call(helper -> helper.SetTcpEntry(null)).code()).isEqualTo(87);
        MIB_TCPROW row = connection.row();
        for (int state = 0; state < MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB; state++) {
            MIB_TCPROW other =
                    new MIB_TCPROW(state, row.dwLocalAddr(), row.dwLocalPort(), row.dwRemoteAddr(), row.dwRemotePort());
            assertThat(inside.call(helper -> helper.SetTcpEntry(other)).code()).isEqualTo(87);
        }
        assertThat(connection.lives()).isTrue();
    }

    @Test
    @DisplayName("T3 No administrator: 5 after 87 and before 317; tables answer, and the connections live on")
    void noAdministrator(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        Connection ipv4 = Connection.of(actor, actor, SocketKind.TCP4, "127.0.0.1", PORT);
        Connection ipv6 = Connection.of(actor, actor, SocketKind.TCP6, "::1", PORT);
        assertThat(JavaProgram.of(walls, SetTcpEntryCaller.class, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                        .and(Integer.toString(PORT))
                        .and(Integer.toString(ipv4.client().port()))
                        .and(Integer.toString(ipv6.client().port()))
                        .expect(0)
                        .out())
                .isEqualTo("""
                        null 87 87
                        missing 5 5
                        ipv4 5 ERROR_ACCESS_DENIED CAP_NET_ADMIN
                        ipv6 5 ERROR_ACCESS_DENIED CAP_NET_ADMIN
                        rows 3 3
                        """);
        assertThat(ipv4.lives()).isTrue();
        assertThat(ipv6.lives()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"MPTCP4", "MPTCP_DUAL"})
    @DisplayName("T12 A path of an MPTCP connection: 50, named as one, and it lives on")
    void mptcp(SocketKind kind, Ports ports, Walls walls) throws IOException {
        Inside inside = Inside.of(walls, ports);
        Actor actor = walls.actor().start();
        Connection connection = Connection.of(actor, actor, kind, SocketKind.MPTCP4, "127.0.0.1", PORT, 0);
        assertThat(connection.lives()).isTrue();
        for (MIB_TCPROW row : new MIB_TCPROW[] {connection.row(), connection.clientRow()}) {
            Inside.Called refused = inside.call(helper -> helper.SetTcpEntry(row));
            assertThat(refused.code()).as(refused.explanation()).isEqualTo(50);
            assertThat(refused.explanation()).contains("ERROR_NOT_SUPPORTED (50)", "MPTCP");
        }
        assertThat(connection.lives()).isTrue();
    }

    private static void assertEnded(Connection connection) throws IOException {
        assertThat(connection.accepted().read()).hasToString("ECONNABORTED");
        assertThat(connection.client().read()).hasToString("ECONNRESET");
    }

    private static MIB_TCPROW withUpperBits(MIB_TCPROW row) {
        return new MIB_TCPROW(
                row.dwState(),
                row.dwLocalAddr(),
                row.dwLocalPort() ^ 0xDEAD_0000,
                row.dwRemoteAddr(),
                row.dwRemotePort() ^ 0xBEEF_0000);
    }

    private static MIB_TCP6ROW deleted(MIB_TCP6ROW row) {
        return new MIB_TCP6ROW(
                MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB,
                row.LocalAddr(),
                row.dwLocalScopeId(),
                row.dwLocalPort(),
                row.RemoteAddr(),
                row.dwRemoteScopeId(),
                row.dwRemotePort());
    }

    private static MIB_TCP6ROW masked(MIB_TCP6ROW row) {
        return new MIB_TCP6ROW(
                row.State(),
                row.LocalAddr(),
                row.dwLocalScopeId(),
                row.dwLocalPort() & 0xFFFF,
                row.RemoteAddr(),
                row.dwRemoteScopeId(),
                row.dwRemotePort() & 0xFFFF);
    }

    private static void ip(Walls walls, String... words) throws IOException {
        Program.of(walls.network().entered("ip")).and(words).expect(0);
    }
}

package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIO_ASSOCIATE_PORT_RESERVATION with the token of a runtime reservation, against the kernel. The tests share walls. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WinSockConsumingPrivilegedTest {
    private final Callers callers;

    WinSockConsumingPrivilegedTest(Walls walls) {
        callers = new Callers(walls);
    }

    @AfterEach
    void startOver() throws IOException {
        callers.startOver();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP4", "TCP6", "UDP4", "UDP6", "MPTCP4", "MPTCP6"})
    @DisplayName("R7 R11 R15 N sockets bound to 0 before any listens get N different ports of the block, then 10048")
    void portsOfTheBlock(SocketKind kind) throws IOException {
        WinSockProcess caller = callers.next();
        List<Integer> sockets = new ArrayList<>(List.of(caller.socket(kind)));
        String associate = ":" + caller.acquire(0, 5000, 4).token();
        while (sockets.size() < 5) {
            sockets.add(caller.socket(kind));
        }
        List<Integer> ports = new ArrayList<>();
        for (int socket : sockets) {
            assertThat(caller.call("associate:" + socket + associate)).isZero();
        }
        for (int socket : sockets.subList(0, 4)) {
            assertThat(caller.call("bind:" + socket + ":0")).isZero();
            ports.add(caller.call("name:" + socket));
        }
        assertThat(ports).containsExactlyInAnyOrder(5000, 5001, 5002, 5003);
        assertThat(caller.call("bind:4:0")).isEqualTo(10_048);
        int listening = kind.protocol() == Protocol.TCP ? 0 : 10_045;
        for (int socket : sockets.subList(0, 4)) {
            assertThat(caller.call("listen:" + socket)).isEqualTo(listening);
        }
        assertThat(caller.calls("close:2", "bind:4:0", "name:4")).containsExactly(0, 0, ports.get(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP4", "TCP6", "UDP4", "UDP6", "MPTCP4", "MPTCP6"})
    @DisplayName(
            "R7 R15 An explicit port of the block, also of the acquiring socket; not associated, 0 gives another port")
    void explicitly(SocketKind kind) throws IOException {
        WinSockProcess caller = callers.next();
        caller.socket(kind);
        caller.socket(kind);
        caller.socket(kind);
        String token = caller.acquire(0, 5000, 4).token();
        assertThat(caller.calls(
                        "associate:0:" + token,
                        "bind:0:5002",
                        "name:0",
                        "associate:1:" + token,
                        "bind:1:5003",
                        "name:1"))
                .containsExactly(0, 0, 5002, 0, 0, 5003);
        assertThat(caller.call("bind:2:0")).isZero();
        assertThat(caller.call("name:2")).isGreaterThan(5003);
    }

    @PerProtocol
    @DisplayName(
            "R8 R10 Bound already, or a token that is unknown, released, another process's or of the other protocol")
    void refused(Protocol protocol) throws IOException {
        WinSockProcess owner = callers.next();
        SocketKind kind = SocketKind.of(protocol);
        owner.socket(kind);
        owner.socket(protocol == Protocol.TCP ? SocketKind.UDP6 : SocketKind.TCP6);
        String token = owner.acquire(0, 5000, 4).token();
        WinSockProcess other = callers.next();
        other.socket(kind);
        assertThat(other.calls("associate:0:" + token, "bind:0:5000")).containsExactly(10_022, 10_013);
        assertThat(other.ask("explain")).contains("bind: WSAEACCES (10013)");
        assertThat(owner.calls("associate:1:" + token, "associate:0:" + Long.MAX_VALUE))
                .containsOnly(10_022);
        assertThat(owner.calls("bind:0:5000", "associate:0:" + token)).containsExactly(0, 10_022);
        owner.socket(kind);
        assertThat(owner.calls("release:0:" + token, "associate:2:" + token)).containsExactly(0, 10_022);
    }
}

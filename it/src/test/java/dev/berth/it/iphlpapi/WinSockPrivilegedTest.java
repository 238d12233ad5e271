package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The functions that consume a reservation, in a process of their own, against the kernel. The tests share walls. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WinSockPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 4);
    private static final String[] NOBODY = {"setpriv", "--bounding-set=-all", "--inh-caps=-all"};

    private final Callers callers;

    WinSockPrivilegedTest(Walls walls) {
        callers = new Callers(walls);
    }

    @AfterEach
    void startOver() throws IOException {
        callers.startOver();
    }

    @PerProtocol
    @DisplayName("R6 Not a socket, or neither TCP nor UDP")
    void noSocket(Protocol protocol, Ports ports) throws IOException {
        long token = reserve(ports, protocol);
        for (String none : new String[] {"=-1", "=0", "=1000000", "0"}) {
            assertThat(callers.answers(
                            socket(protocol),
                            "close:0",
                            "associate:" + none + ":" + token,
                            "bind:" + none + ":0",
                            "name:" + none,
                            "close:" + none))
                    .as(none)
                    .containsExactly(0, 0, 10_038, 10_038, 10_038, 10_038);
        }
        assertThat(callers.answers("socket:2:3:17", "socket:10:1:6", "socket:2:1:17", "socket:2:2:6", "socket:1:1:0"))
                .containsOnly(10_045);
    }

    @PerProtocol
    @DisplayName("R8 The socket is bound already: 10022")
    void bound(Protocol protocol, Ports ports) throws IOException {
        long token = reserve(ports, protocol);
        assertThat(callers.answers(socket(protocol), "bind:0:4000", "associate:0:" + token, "name:0", "bind:0:4001"))
                .containsExactly(0, 0, 10_022, 4000, 10_022);
    }

    @PerProtocol
    @DisplayName("R9 A caller who is no administrator: 10013, and the socket stays a stranger's")
    void noAdministrator(Protocol protocol, Ports ports, Walls walls) throws IOException {
        long token = reserve(ports, protocol);
        String[] calls = {socket(protocol), "associate:0:" + token, "bind:0:5000"};
        try (WinSockProcess nobody = WinSockProcess.start(walls, NOBODY)) {
            assertThat(nobody.calls(calls)).containsExactly(0, 10_013, 10_013);
        }
        assertThat(callers.answers(calls)).containsExactly(0, 0, 0);
    }

    @PerProtocol
    @DisplayName(
            "R10 A token that is unknown, deleted or of the other protocol: 10022, and the socket stays a stranger's")
    void noToken(Protocol protocol, Ports ports) throws IOException {
        long deleted = reserve(ports, protocol);
        ports.delete(protocol, BLOCK).orElseThrow();
        long token = reserve(ports, protocol);
        Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        long mismatch = ports.create(ReservationRequest.of(other, PortBlock.of(6000)))
                .orElseThrow()
                .token()
                .bits();
        assertThat(deleted).isNotEqualTo(token);
        for (long wrong : new long[] {0, deleted, token + 1_000, -1, mismatch}) {
            assertThat(callers.answers(
                            socket(protocol),
                            "associate:0:" + Long.toUnsignedString(wrong),
                            "bind:0:5000",
                            "associate:0:" + token,
                            "bind:0:5000"))
                    .as("token %d", wrong)
                    .containsExactly(0, 10_022, 10_013, 0, 0);
        }
    }

    @Test
    @DisplayName("R10 A token where no guard was ever loaded: 10022")
    void noGuard() throws IOException {
        try (Walls fresh = Walls.build()) {
            assertThat(WinSockProcess.start(fresh).calls(socket(Protocol.TCP), "associate:0:1"))
                    .containsExactly(0, 10_022);
        }
    }

    @PerProtocol
    @DisplayName("ASSOCIATE with an input that is no token 10022, nowhere to count 10014, another control code 10045")
    void parameters(Protocol protocol, Ports ports) throws IOException {
        reserve(ports, protocol);
        assertThat(callers.answers(
                        socket(protocol), "input:0:null", "input:0:0", "input:0:7", "input:0:9", "input:0:16"))
                .containsExactly(0, 10_022, 10_022, 10_022, 10_022, 10_022);
        assertThat(callers.answers(socket(protocol), "nowhere:0:null", "nowhere:0:0", "nowhere:0:2"))
                .containsExactly(0, 10_014, 10_014, 10_014);
        assertThat(callers.answers(socket(protocol), "ioctl:0:103", "ioctl:0:2550136935", "ioctl:0:0"))
                .containsExactly(0, 10_045, 10_045, 10_045);
    }

    @PerProtocol
    @DisplayName("R11 Bind to port 0 gives each of N sockets another port of the block, then 10048 until one is closed")
    void full(Protocol protocol, Ports ports) throws IOException {
        String associate = ":" + reserve(ports, protocol);
        assertThat(callers.answers(socket(protocol), "name:0", "bind:0:5001", "bind:0:0", "name:0"))
                .startsWith(0, 10_022, 10_013, 0)
                .last()
                .satisfies(port -> assertThat(BLOCK.contains(port)).isFalse());
        List<String> calls = new ArrayList<>();
        for (int each = 0; each < 5; each++) {
            calls.addAll(List.of(socket(protocol), "associate:" + each + associate, "bind:" + each + ":0"));
        }
        calls.addAll(List.of("name:0", "name:1", "name:2", "name:3", "name:4", "close:2", "bind:4:0", "name:4"));
        List<Integer> answers = callers.answers(calls.toArray(String[]::new));
        assertThat(answers.subList(0, 14)).containsOnly(0);
        assertThat(answers.get(14)).isEqualTo(10_048);
        assertThat(answers.subList(15, 19)).containsExactlyInAnyOrder(5000, 5001, 5002, 5003);
        assertThat(answers.subList(19, 22)).containsExactly(10_022, 0, 0);
        assertThat(answers.get(22)).isEqualTo(answers.get(17));
    }

    @PerProtocol
    @DisplayName("P11 Delete with sockets bound inside: 0, and they stay; the rest is everybody's, the token nobody's")
    void deleted(Protocol protocol, Ports ports) throws IOException {
        long token = reserve(ports, protocol);
        String delete = protocol == Protocol.TCP ? "deleteTcp:5000:4" : "deleteUdp:5000:4";
        assertThat(callers.answers(
                        socket(protocol), "associate:0:" + token, "bind:0:5002", delete, "name:0", "close:0"))
                .containsExactly(0, 0, 0, 0, 5002, 0);
        token = reserve(ports, protocol);
        assertThat(callers.answers(
                        socket(protocol),
                        "associate:0:" + token,
                        "bind:0:5002",
                        delete,
                        socket(protocol),
                        "associate:1:" + token,
                        "bind:1:5002",
                        "bind:1:5003"))
                .containsExactly(0, 0, 0, 0, 0, 10_022, 10_048, 0);
    }

    @PerProtocol
    @DisplayName("The last error is the thread's own and outlasts what succeeds")
    void lastError(Protocol protocol, Ports ports, Walls walls) throws IOException {
        long token = reserve(ports, protocol);
        try (WinSockProcess caller = WinSockProcess.start(walls)) { // one whose calls have not failed yet
            assertThat(caller.calls(
                            "error",
                            "close:=-1",
                            socket(protocol),
                            "error",
                            "elsewhere",
                            "input:0:7",
                            "associate:0:" + token,
                            "bind:0:5003",
                            "name:0",
                            "close:0",
                            "error"))
                    .containsExactly(0, 10_038, 0, 10_038, 0, 10_022, 0, 0, 5003, 0, 10_022);
        }
    }

    private static long reserve(Ports ports, Protocol protocol) {
        return ports.create(ReservationRequest.of(protocol, BLOCK))
                .orElseThrow()
                .token()
                .bits();
    }

    private static String socket(Protocol protocol) {
        return protocol == Protocol.TCP ? "socket:2:1:6" : "socket:2:2:17";
    }
}

package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.iphlpapi.WinSockProcess.Acquired;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.unix.LinuxLocks;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Patience;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIO_ACQUIRE_PORT_RESERVATION, asked by a process of its own, against the kernel. The tests share walls. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WinSockRuntimePrivilegedTest {
    private static final PortBlock AUTOMATIC = PortBlock.between(40_000, 44_999);

    final Callers callers;
    private final Actor stranger;

    WinSockRuntimePrivilegedTest(Walls walls) throws IOException {
        walls.automatic(AUTOMATIC);
        callers = new Callers(walls);
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver() throws IOException {
        callers.startOver();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP4", "TCP6", "UDP4", "UDP6", "MPTCP4", "MPTCP6"})
    @DisplayName("R1 R15 The block is kept from strangers of both families, and the socket is not bound by it")
    void acquire(SocketKind kind) throws IOException {
        WinSockProcess caller = callers.next();
        int socket = caller.socket(kind);
        Acquired acquired = caller.acquire(socket, 5000, 4);
        assertThat(acquired).isEqualTo(new Acquired(5000, 4, acquired.token()));
        assertThat(acquired.token()).isNotEqualTo("0");
        assertThat(caller.call("name:" + socket)).isEqualTo(10_022);
        for (SocketKind other : SocketKind.values()) {
            String inside = other.protocol() == kind.protocol() ? "EACCES" : "ok";
            assertThat(stranger.bind(other, 5000)).as("%s", other).hasToString(inside);
            assertThat(stranger.bind(other, 5003)).as("%s", other).hasToString(inside);
            assertThat(stranger.bind(other, 4999)).as("%s", other).hasToString("ok");
            assertThat(stranger.bind(other, 5004)).as("%s", other).hasToString("ok");
        }
        assertThat(caller.call("bind:" + socket + ":5004")).isZero();
        assertThat(caller.call("name:" + socket)).isEqualTo(5004);
    }

    @PerProtocol
    @DisplayName("R2 Start 0: a block that nobody has, outside the ports of automatic assignment")
    void wildcard(Protocol protocol) throws IOException {
        WinSockProcess caller = callers.next();
        SocketKind kind = SocketKind.of(protocol);
        int socket = caller.socket(kind);
        Acquired first = caller.acquire(socket, 0, 20);
        Acquired second = caller.acquire(caller.socket(kind), 0, 20);
        for (Acquired each : new Acquired[] {first, second}) {
            assertThat(each.start()).isPositive();
            assertThat(PortBlock.of(each.start(), each.count()).overlaps(AUTOMATIC))
                    .isFalse();
            assertThat(stranger.bind(kind, each.start() + 19)).hasToString("EACCES");
        }
        assertThat(PortBlock.of(first.start(), 20).overlaps(PortBlock.of(second.start(), 20)))
                .isFalse();
        assertThat(first.token()).isNotEqualTo(second.token());
    }

    @PerProtocol
    @DisplayName("R3 In use, reserved by anyone or by this process, or excluded: 10048; the holder is named")
    void taken(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        try (Actor holder = walls.actor().start()) {
            ActorSocket held = holder.socket(kind);
            held.bind(kind.loopback(), 5001).orElseThrow();
            if (protocol == Protocol.TCP) {
                held.listen().orElseThrow(); // so that any kernel lists it
            }
            ports.create(ReservationRequest.of(protocol, PortBlock.of(5101))).orElseThrow();
            ports.exclude(protocol, PortBlock.of(5201)).orElseThrow();
            WinSockProcess other = callers.next();
            other.acquire(other.socket(kind), 5301, 1);
            WinSockProcess caller = callers.next();
            int socket = caller.socket(kind);
            caller.acquire(socket, 5401, 1);
            for (int start : new int[] {5000, 5100, 5200, 5300, 5400}) {
                assertThat(caller.call("acquire:" + socket + ":" + start + ":3"))
                        .as("%d", start)
                        .isEqualTo(10_048);
                assertThat(caller.ask("explain")).contains("WSAEADDRINUSE (10048)", Integer.toString(start + 1));
            }
            assertThat(caller.call("acquire:" + socket + ":5000:3")).isEqualTo(10_048);
            assertThat(caller.ask("explain")).contains("pid " + holder.pid());
            assertThat(stranger.bind(kind, 5000)).as("nothing is kept").hasToString("ok");
        }
    }

    @PerProtocol
    @DisplayName("R4 R5 R6 Count 0 or past 65535: 10022; no block of that size: 10055; no socket: 10038")
    void unsound(Protocol protocol) throws IOException {
        WinSockProcess caller = callers.next();
        caller.socket(SocketKind.of(protocol));
        assertThat(caller.calls(
                        "acquire:0:5000:0",
                        "acquire:0:0:0",
                        "acquire:0:65535:2",
                        "acquire:0:5000:65535",
                        "acquire:0:0:65535",
                        "acquire:=-1:5000:1",
                        "acquire:=0:5000:1",
                        "release:=-1:1",
                        "close:0",
                        "acquire:0:5000:1",
                        "release:0:1"))
                .containsExactly(10_022, 10_022, 10_022, 10_022, 10_055, 10_038, 10_038, 10_038, 0, 10_038, 10_038);
    }

    @PerProtocol
    @DisplayName("R16 Ports below 1024 as any other; for who is no administrator 10013")
    void lowPorts(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        WinSockProcess nobody = WinSockProcess.start(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all");
        assertThat(nobody.call("acquire:" + nobody.socket(kind) + ":80:1")).isEqualTo(10_013);
        assertThat(nobody.ask("explain")).contains("WSAEACCES (10013)", "CAP_BPF");
        WinSockProcess caller = callers.next();
        int socket = caller.socket(kind);
        caller.acquire(socket, 80, 1);
        assertThat(nobody.call("bind:0:80")).isEqualTo(10_013);
        assertThat(caller.call("bind:" + socket + ":80")).isZero();
    }

    @Test
    @DisplayName("R17 A non-blocking socket: the call is done when it returns all the same, however long others take")
    void nonBlocking(Walls walls) throws IOException {
        WinSockProcess caller = callers.next();
        String socket = Integer.toString(caller.socket(SocketKind.TCP4));
        assertThat(caller.call("nonblocking:" + socket)).isZero();
        String token = caller.acquire(caller.socket(SocketKind.UDP4), 5000, 1).token();
        Path lock = walls.store().resolve(".lock");
        String[] calls = {"acquire:" + socket + ":6000:1", "release:" + socket + ":" + token};
        for (String call : calls) {
            try (Held _ = new LinuxLocks().exclusive(lock, Patience.ofSeconds(5))) {
                assertThat(caller.call("later:" + call)).as(call).isZero();
            }
            assertThat(caller.ask("result")).as(call).matches("0|6000 1 [0-9]+");
        }
        assertThat(stranger.bind(SocketKind.TCP4, 6000)).hasToString("EACCES");
    }
}

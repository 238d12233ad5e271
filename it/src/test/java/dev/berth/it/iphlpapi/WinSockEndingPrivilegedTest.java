package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How what was acquired on a socket ends, against the kernel. The tests share walls. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WinSockEndingPrivilegedTest {
    private final Callers callers;
    private final Actor stranger;

    WinSockEndingPrivilegedTest(Walls walls) throws IOException {
        callers = new Callers(walls);
        stranger = walls.actor().start();
    }

    @AfterEach
    void startOver() throws IOException {
        callers.startOver();
    }

    @PerProtocol
    @DisplayName("R12 RELEASE, on any socket of the process: free at once, and what is bound inside stays")
    void release(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        WinSockProcess caller = callers.next();
        caller.socket(kind);
        String token = caller.acquire(0, 5000, 4).token();
        caller.socket(protocol == Protocol.TCP ? SocketKind.UDP6 : SocketKind.TCP6);
        assertThat(caller.calls("associate:0:" + token, "bind:0:5001", "release:1:" + token, "name:0"))
                .containsExactly(0, 0, 0, 5001);
        assertThat(stranger.bind(kind, 5000)).hasToString("ok");
        assertThat(stranger.bind(kind, 5001)).hasToString("EADDRINUSE");
        assertThat(caller.calls("release:1:" + token, "close:0", "close:1")).containsExactly(10_022, 0, 0);
        assertThat(stranger.bind(kind, 5001)).hasToString("ok");
    }

    @PerProtocol
    @DisplayName("R13 RELEASE of what this process did not acquire: 10022, and it stays")
    void foreign(Protocol protocol, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        WinSockProcess owner = callers.next();
        owner.socket(kind);
        String token = owner.acquire(0, 5000, 1).token();
        WinSockProcess other = callers.next();
        other.socket(kind);
        assertThat(other.call("release:0:" + token)).isEqualTo(10_022);
        assertThat(other.ask("explain")).contains("5000");
        ReservationRequest persistent = ReservationRequest.of(protocol, PortBlock.of(6000));
        long wrong = ports.create(persistent).orElseThrow().token().bits();
        assertThat(other.calls("release:0:0", "release:0:" + Long.toUnsignedString(wrong)))
                .containsOnly(10_022);
        assertThat(stranger.bind(kind, 5000)).hasToString("EACCES");
        assertThat(owner.call("release:0:" + token)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP4", "TCP6", "UDP4", "UDP6", "MPTCP4", "MPTCP6"})
    @DisplayName(
            "R14 Closing the acquiring socket, and no other: strangers bind at once, in every block that it acquired")
    void closed(SocketKind kind) throws IOException {
        WinSockProcess caller = callers.next();
        caller.socket(kind);
        caller.socket(kind);
        String token = caller.acquire(0, 5000, 2).token();
        caller.acquire(0, 6000, 1);
        caller.acquire(1, 7000, 1);
        assertThat(caller.calls("associate:1:" + token, "bind:1:5000", "close:0"))
                .containsExactly(0, 0, 0);
        assertThat(stranger.bind(kind, 5000)).as("still bound").hasToString("EADDRINUSE");
        assertThat(stranger.bind(kind, 5001)).hasToString("ok");
        assertThat(stranger.bind(kind, 6000)).hasToString("ok");
        assertThat(stranger.bind(kind, 7000)).hasToString("EACCES");
        assertThat(caller.call("release:1:" + token)).isEqualTo(10_022);
    }

    @PerProtocol
    @DisplayName("R14 The process is killed: strangers bind at once")
    void killed(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        WinSockProcess caller = callers.next();
        int socket = caller.socket(kind);
        caller.acquire(socket, 5000, 1);
        caller.acquire(socket, 6000, 1);
        assertThat(stranger.bind(kind, 5000)).hasToString("EACCES");
        caller.kill();
        assertThat(stranger.bind(kind, 5000)).hasToString("ok");
        assertThat(stranger.bind(kind, 6000)).hasToString("ok");
    }
}

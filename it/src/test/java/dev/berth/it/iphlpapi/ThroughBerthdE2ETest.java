package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.commands.Serving;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.JavaProgram;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The documented functions for ordinary users, where berthd's policy, its absence or its restart makes a difference. */
@InWallsWithPorts
class ThroughBerthdE2ETest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 20);

    @Test
    @DisplayName("P7 P14: who is no administrator may not reserve, 5, and looks up the token that the kernel knows")
    void persistent(Ports ports, Walls walls) throws IOException {
        long token = reserve(ports, Protocol.TCP);
        Serving.in(walls);
        List<String> answers = callPersistent(walls);
        assertThat(answers.subList(0, 8))
                .allSatisfy(answer -> assertThat(answer)
                        .startsWith("5 7 ")
                        .contains("ERROR_ACCESS_DENIED (5)", "only for administrators", "policy"));
        assertThat(answers.subList(8, 10)).allMatch(answer -> answer.startsWith("87 7 "));
        assertThat(answers.subList(10, 12)).allMatch(answer -> answer.startsWith("1168 7 "));
        assertThat(answers.get(12)).startsWith("0 " + Long.toUnsignedString(token) + " ");
        assertThat(answers.get(13)).startsWith("1168 7 ");
    }

    @Test
    @DisplayName("P1 P5 P7 P8 P12: whom the policy names may reserve, without any capability")
    void named(Ports ports, Walls walls) throws IOException {
        reserve(ports, Protocol.TCP);
        Path policy = walls.directory().resolve("policy.json");
        Files.writeString(policy, "{\"administrators\":{\"users\":[\"" + Guests.ALICE + "\"],\"groups\":[]}}");
        Serving.in(walls, "--policy", policy.toString());
        List<String> answers = callPersistent(walls);
        // Create 6000 twice, and 5000 where that is taken; delete all of them.
        assertThat(answers.subList(0, 8))
                .extracting(answer -> answer.substring(0, answer.indexOf(' ')))
                .containsExactly("0", "0", "32", "0", "0", "0", "0", "0");
        assertThat(answers.subList(10, 14)).allMatch(answer -> answer.startsWith("1168 "));
        assertThat(ports.list().orElseThrow().reservations()).isEmpty();
    }

    @PerProtocol
    @DisplayName("R9 R10 R13: neither a persistent token nor another user's lets a socket in; nor can that be released")
    void anothersTokens(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        String persistent = Long.toUnsignedString(reserve(ports, protocol));
        Serving.in(walls);
        WinSockProcess alice = WinSockProcess.start(walls);
        String token = alice.acquire(alice.socket(kind), 6000, 1).token();
        WinSockProcess eve = WinSockProcess.startAs(Guests.EVE, walls);
        eve.socket(kind);
        assertThat(eve.calls("associate:0:" + persistent, "bind:0:5000", "release:0:" + persistent))
                .containsExactly(10_013, 10_013, 10_022);
        assertThat(eve.calls("associate:0:" + token, "bind:0:6000", "release:0:" + token))
                .containsExactly(10_022, 10_013, 10_022);
        assertThat(eve.ask("explain")).contains("WSAEINVAL (10022)");
        assertThat(alice.calls("associate:0:" + token, "bind:0:6000")).containsExactly(0, 0);
    }

    @PerProtocol
    @DisplayName(
            "R14: killed, berthd takes nothing along; closing the socket frees its block; started anew, it is found")
    void killed(Protocol protocol, Walls walls) throws Exception {
        SocketKind kind = SocketKind.of(protocol);
        Serving serving = Serving.in(walls);
        WinSockProcess caller = WinSockProcess.start(walls);
        Actor stranger = walls.actor().start();
        caller.acquire(caller.socket(kind), 5000, 1);
        String token = caller.acquire(caller.socket(kind), 6000, 2).token();
        serving.kill();
        assertThat(stranger.bind(kind, 5000)).hasToString("EACCES");
        assertThat(caller.call("close:0")).isZero();
        assertThat(stranger.bind(kind, 5000)).hasToString("ok");
        assertThat(stranger.bind(kind, 6000)).hasToString("EACCES");

        Serving.in(walls);
        assertThat(caller.calls("associate:1:" + token, "bind:1:0")).containsExactly(0, 0);
        assertThat(caller.call("name:1")).isBetween(6000, 6001);
        assertThat(caller.call("release:1:" + token)).isZero();
    }

    @Test
    @DisplayName("A berthd that is gone for good is a dead network, 10050, and its sentence tells the way out")
    void gone(Walls walls) throws Exception {
        Serving serving = Serving.in(walls);
        WinSockProcess caller = WinSockProcess.start(walls);
        caller.acquire(caller.socket(SocketKind.TCP4), 5000, 1);
        serving.kill();
        assertThat(caller.call("acquire:0:6000:1")).isEqualTo(10_050);
        assertThat(caller.ask("explain")).contains("WSAENETDOWN (10050)", "nobody answers on", "'berth serve'");
    }

    private static long reserve(Ports ports, Protocol protocol) {
        return ports.create(ReservationRequest.of(protocol, BLOCK))
                .orElseThrow()
                .token()
                .bits();
    }

    private static List<String> callPersistent(Walls walls) throws IOException {
        return JavaProgram.of(walls, IpHelperCaller.class, Guests.prefix(Guests.ALICE))
                .with("BERTH_SOCKET", Serving.socket(walls).toString())
                .expect(0)
                .out()
                .lines()
                .toList();
    }
}

package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Table.held;
import static dev.berth.kernel.netlink.Table.holders;
import static dev.berth.kernel.netlink.Table.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.kernel.netlink.Table.Holder;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever holds a port is found, with its address, state and process. */
@InWalls
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class SocketTablePrivilegedTest {
    private static final String STREAMS = "(MP)?TCP.*";
    private static final String DATAGRAMS = "UDP.*";

    private Actor actor;

    @BeforeEach
    void start(Walls walls) throws IOException {
        actor = walls.actor().as(Table.uid(), 54_321).start();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = DATAGRAMS)
    void boundDatagrams(SocketKind kind, Walls walls) throws IOException {
        bound(kind, "UNCONN", walls);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = STREAMS)
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    void boundStreams(SocketKind kind, Walls walls) throws IOException {
        bound(kind, "BOUND", walls);
    }

    private void bound(SocketKind kind, String state, Walls walls) throws IOException {
        for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
            int port = actor.socket(kind).bind(address, 0).orElseThrow();
            assertThat(holders(walls, Protocol.TCP_UDP, port)).containsExactly(mine(kind, address, port, state));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = STREAMS)
    void listening(SocketKind kind, Walls walls) throws IOException {
        for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
            int port = listener(kind, address).port();
            assertThat(holders(walls, Protocol.TCP_UDP, port)).containsExactly(mine(kind, address, port, "LISTEN"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = STREAMS)
    void bothEndsOfAConnection(SocketKind kind, Walls walls) throws IOException {
        ActorSocket server = listener(kind, kind.wildcard());
        int far = server.port();
        int near = actor.socket(kind).connect(kind.loopback(), far).orElseThrow();
        server.accept();
        assertThat(holders(walls, Protocol.TCP_UDP, near)).containsExactly(mine(kind, kind.loopback(), near, "ESTAB"));
        assertThat(holders(walls, Protocol.TCP_UDP, far))
                .containsExactlyInAnyOrder(
                        mine(kind, kind.wildcard(), far, "LISTEN"), mine(kind, kind.loopback(), far, "ESTAB"));
        server.close();
        assertThat(holders(walls, Protocol.TCP_UDP, far)).containsExactly(mine(kind, kind.loopback(), far, "ESTAB"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "TCP.*")
    void aConnectionThatOneEndHasClosedAndThenTheOther(SocketKind kind, Walls walls) throws IOException {
        ActorSocket server = listener(kind, kind.loopback());
        int far = server.port();
        ActorSocket client = actor.socket(kind);
        int near = client.connect(kind.loopback(), far).orElseThrow();
        ActorSocket accepted = server.accept();
        server.close();
        accepted.close();
        Holder left = held(Protocol.TCP, kind.loopback(), far, "FIN-WAIT-2", Optional.empty());
        Eventually.when(
                "its FIN is answered", () -> holders(walls, Protocol.TCP, far).contains(left));
        assertThat(holders(walls, Protocol.TCP_UDP, near))
                .containsExactly(mine(kind, kind.loopback(), near, "CLOSE-WAIT"));
        client.close();
        Holder remembered = held(Protocol.TCP, kind.loopback(), far, "TIME-WAIT", Optional.empty());
        Eventually.when(
                "the other FIN has come",
                () -> holders(walls, Protocol.TCP, far).contains(remembered));
        assertThat(holders(walls, Protocol.TCP_UDP, far)).containsExactly(remembered);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = DATAGRAMS)
    void connectedDatagrams(SocketKind kind, Walls walls) throws IOException {
        int far = actor.socket(kind).bind(kind.loopback(), 0).orElseThrow();
        int near = actor.socket(kind).connect(kind.loopback(), far).orElseThrow();
        assertThat(holders(walls, Protocol.TCP_UDP, near)).containsExactly(mine(kind, kind.loopback(), near, "ESTAB"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP_DUAL", "MPTCP_DUAL"})
    void anIpv4ConnectionToAnIpv6Listener(SocketKind kind, Walls walls) throws IOException {
        ActorSocket server = listener(kind, "::");
        int far = server.port();
        actor.socket(SocketKind.TCP4).connect("127.0.0.1", far).orElseThrow();
        server.accept();
        server.close();
        assertThat(holders(walls, Protocol.TCP, far)).containsExactly(mine(kind, "127.0.0.1", far, "ESTAB"));
    }

    @Test
    void aPortThatNobodyHasGivesNothing(Walls walls) throws IOException {
        ActorSocket socket = actor.socket(SocketKind.TCP4);
        int port = socket.bind("127.0.0.1", 0).orElseThrow();
        assertThat(holders(walls, Protocol.UDP, port)).isEmpty();
        assertThat(holders(walls, Protocol.TCP_UDP)).isEmpty();
        socket.close();
        assertThat(holders(walls, Protocol.TCP_UDP, port)).isEmpty();
    }

    private ActorSocket listener(SocketKind kind, String address) throws IOException {
        ActorSocket server = actor.socket(kind);
        server.bind(address, 0).orElseThrow();
        server.listen().orElseThrow();
        return server;
    }

    private Holder mine(SocketKind kind, String address, int port, String state) throws IOException {
        return held(kind.protocol(), address, port, state, owner(actor, Table.USER));
    }
}

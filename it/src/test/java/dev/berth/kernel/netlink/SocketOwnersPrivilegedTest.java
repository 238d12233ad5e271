package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Table.held;
import static dev.berth.kernel.netlink.Table.holders;
import static dev.berth.kernel.netlink.Table.owner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.kernel.netlink.Table.Holder;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many sockets, of many, here and elsewhere. */
@InWalls
class SocketOwnersPrivilegedTest {
    private static final int PORT = 7_000;
    private static final int MANY = 1_000;

    @Test
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    void theListIsInTheOrderOfThePortsAndNamesTheUserOfEach(Walls walls) throws IOException {
        Actor unnamed = walls.actor().as(54_321, 54_321).start();
        unnamed.socket(SocketKind.TCP4).bind("127.0.0.1", PORT + 2).orElseThrow();
        Actor named = walls.actor().as(Table.uid(), 54_321).start();
        named.socket(SocketKind.UDP4).bind("127.0.0.1", PORT + 1).orElseThrow();
        Actor root = walls.actor().start();
        root.socket(SocketKind.TCP6).bind("::1", PORT).orElseThrow();
        assertThat(holders(walls, Protocol.TCP_UDP, PORT, PORT + 1, PORT + 2, 80))
                .containsExactly(
                        held(Protocol.TCP, "::1", PORT, "BOUND", owner(root, "root")),
                        held(Protocol.UDP, "127.0.0.1", PORT + 1, "UNCONN", owner(named, Table.USER)),
                        held(Protocol.TCP, "127.0.0.1", PORT + 2, "BOUND", owner(unnamed, "54321")));
    }

    @Test
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    void theUserIsTheEffectiveOne(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        actor.socket(SocketKind.TCP4).bind("127.0.0.1", PORT).orElseThrow();
        actor.setUsers(0, Table.uid(), 0).orElseThrow();
        assertThat(holders(walls, Protocol.TCP, PORT))
                .containsExactly(held(Protocol.TCP, "127.0.0.1", PORT, "BOUND", owner(actor, Table.USER)));
    }

    @Test
    void aSocketBelongsToWhoeverStillHasIt(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        ActorSocket socket = actor.socket(SocketKind.UDP4);
        socket.bind("127.0.0.1", PORT).orElseThrow();
        int child = actor.fork();
        walls.actor()
                .start()
                .socket(SocketKind.UDP4)
                .bind("127.0.0.1", PORT + 1)
                .orElseThrow();
        assertThat(holders(walls, Protocol.UDP, PORT, PORT + 1))
                .contains(held(Protocol.UDP, "127.0.0.1", PORT, "UNCONN", owner(Math.min(actor.pid(), child), "root")));
        socket.close();
        assertThat(holders(walls, Protocol.UDP, PORT))
                .containsExactly(held(Protocol.UDP, "127.0.0.1", PORT, "UNCONN", owner(child, "root")));
    }

    @Test
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    void socketsOfAnotherNamespaceAreNotListed(Walls walls) throws IOException {
        Actor elsewhere = walls.actor().in(walls.anotherNetwork()).start();
        elsewhere.socket(SocketKind.TCP4).bind("127.0.0.1", PORT).orElseThrow();
        elsewhere.socket(SocketKind.UDP6).bind("::1", PORT).orElseThrow();
        assertThat(holders(walls, Protocol.TCP_UDP, PORT)).isEmpty();
        Actor here = walls.actor().start();
        here.socket(SocketKind.TCP4).bind("127.0.0.1", PORT).orElseThrow();
        assertThat(holders(walls, Protocol.TCP_UDP, PORT))
                .containsExactly(held(Protocol.TCP, "127.0.0.1", PORT, "BOUND", owner(here, "root")));
    }

    @Test
    void thousandsOfSocketsAreAllFound(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        Optional<Table.Owner> owner = owner(actor, "root");
        List<Holder> expected = new ArrayList<>();
        for (int port = PORT; port < PORT + MANY; port++) {
            ActorSocket server = actor.socket(SocketKind.TCP4);
            server.bind("127.0.0.1", port).orElseThrow();
            server.listen().orElseThrow();
            expected.add(held(Protocol.TCP, "127.0.0.1", port, "LISTEN", owner));
            actor.socket(SocketKind.UDP6).bind("::1", port).orElseThrow();
            expected.add(held(Protocol.UDP, "::1", port, "UNCONN", owner));
        }
        int[] all = IntStream.range(PORT, PORT + MANY).toArray();
        assertThat(holders(walls, Protocol.TCP_UDP, all)).isEqualTo(expected);
        assertThat(holders(walls, Protocol.TCP_UDP, PORT + MANY - 1)).hasSize(2);
    }
}

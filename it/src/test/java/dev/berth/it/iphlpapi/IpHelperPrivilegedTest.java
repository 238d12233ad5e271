package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

/** The rows of persistent reservations through the documented functions, against the kernel. */
@InWallsWithPorts
class IpHelperPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 20);

    @PerProtocol
    @DisplayName("P1 P5 P6 P8 P9 P12 P13 P16 P17 Create, Lookup and Delete in network order, kept by the kernel")
    void life(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        long[] created = {0};
        long[] found = {0};
        assertThat(create(helper, protocol, 5000, 20, created)).isZero();
        assertThat(created[0]).isNotZero();
        for (SocketKind each : SocketKind.all(protocol)) {
            assertThat(stranger.attack(each, each.wildcard(), BLOCK, 20)).containsOnlyKeys("EACCES");
        }
        assertThat(stranger.bind(kind, 4999)).hasToString("ok");
        assertThat(stranger.bind(kind, 5020)).hasToString("ok");
        assertThat(lookup(helper, protocol, 5000, 20, found)).isZero();
        assertThat(found).isEqualTo(created);
        Everything before = Everything.of(walls);
        for (int[] touching : new int[][] {{5000, 20}, {4999, 2}, {5019, 2}, {5001, 1}}) {
            assertThat(create(helper, protocol, touching[0], touching[1], found))
                    .isEqualTo(32);
        }
        ports.exclude(protocol, PortBlock.of(7000)).orElseThrow();
        assertThat(create(helper, protocol, 6999, 2, found)).isEqualTo(32);
        for (int[] near : new int[][] {{5000, 19}, {5001, 19}, {4999, 22}}) {
            assertThat(delete(helper, protocol, near[0], near[1])).isEqualTo(1168);
            assertThat(lookup(helper, protocol, near[0], near[1], found)).isEqualTo(1168);
        }
        Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        assertThat(delete(helper, other, 5000, 20)).isEqualTo(1168);
        assertThat(Everything.of(walls).entries()).isEqualTo(before.entries());
        assertThat(delete(helper, protocol, 5000, 20)).isZero();
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 20)).containsOnlyKeys("ok");
    }

    @PerProtocol
    @DisplayName("P2 P3 P9 P10 P13 Zero: 87; past 65535: 87 to create, else 1168; nothing changed")
    void unsound(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        Everything before = Everything.of(walls);
        for (int[] block : new int[][] {{0, 1}, {5000, 0}, {65_535, 2}}) {
            assertThat(create(helper, protocol, block[0], block[1], new long[1]))
                    .isEqualTo(87);
            int nowhere = block[0] == 0 || block[1] == 0 ? 87 : 1168;
            assertThat(delete(helper, protocol, block[0], block[1])).isEqualTo(nowhere);
            assertThat(lookup(helper, protocol, block[0], block[1], new long[1]))
                    .isEqualTo(nowhere);
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    @PerProtocol
    @DisplayName("P4 A port in use: 32, and explain names the holder")
    void inUse(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        Actor holder = walls.actor().start();
        ActorSocket socket = holder.socket(SocketKind.of(protocol));
        socket.bind("127.0.0.1", 5007).orElseThrow();
        if (protocol == Protocol.TCP) {
            socket.listen().orElseThrow();
        }
        assertThat(create(helper, protocol, 5000, 20, new long[1])).isEqualTo(32);
        assertThat(helper.explain()).contains("ERROR_SHARING_VIOLATION (32)", "5007", "pid " + holder.pid());
        socket.close();
        assertThat(create(helper, protocol, 5000, 20, new long[1])).isZero();
    }

    @PerProtocol
    @DisplayName("P16 The unswapped port reserves another block, and explain says which")
    void notSwapped(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        short unswapped = 5000;
        int code = protocol == Protocol.TCP
                ? helper.CreatePersistentTcpPortReservation(unswapped, (short) 2, new long[1])
                : helper.CreatePersistentUdpPortReservation(unswapped, (short) 2, new long[1]);
        assertThat(code).isZero();
        assertThat(helper.explain()).contains("reserved " + protocol + " 34835-34836", "htons(5000)");
        Actor stranger = walls.actor().start();
        assertThat(stranger.bind(SocketKind.of(protocol), 5000)).hasToString("ok");
        assertThat(stranger.bind(SocketKind.of(protocol), 34_835)).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P15 After a restart of the machine: kept again, under a token that may differ")
    void reboot(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        assertThat(create(helper, protocol, 5000, 20, new long[1])).isZero();
        Reboot.of(walls);
        ports.restore().orElseThrow();
        long[] found = {0};
        assertThat(lookup(helper, protocol, 5000, 20, found)).isZero();
        assertThat(found[0]).isNotZero();
        assertThat(walls.actor().start().bind(SocketKind.of(protocol), 5000)).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P18 Automatic assignment never gives a port of the block")
    void automatic(Protocol protocol, Ports ports, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 41_999));
        PortBlock block = PortBlock.of(40_000, 500);
        Actor stranger = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        assertThat(stranger.exhaust(kind, block)).containsEntry("inside", 500);
        assertThat(create(new IpHelper(ports), protocol, 40_000, 500, new long[1]))
                .isZero();
        assertThat(stranger.exhaust(kind, block))
                .containsEntry("outside", 1_500)
                .doesNotContainKey("inside");
    }

    private static int create(IpHelper helper, Protocol protocol, int start, int count, long[] token) {
        return protocol == Protocol.TCP
                ? helper.CreatePersistentTcpPortReservation(htons(start), (short) count, token)
                : helper.CreatePersistentUdpPortReservation(htons(start), (short) count, token);
    }

    private static int delete(IpHelper helper, Protocol protocol, int start, int count) {
        return protocol == Protocol.TCP
                ? helper.DeletePersistentTcpPortReservation(htons(start), (short) count)
                : helper.DeletePersistentUdpPortReservation(htons(start), (short) count);
    }

    private static int lookup(IpHelper helper, Protocol protocol, int start, int count, long[] token) {
        return protocol == Protocol.TCP
                ? helper.LookupPersistentTcpPortReservation(htons(start), (short) count, token)
                : helper.LookupPersistentUdpPortReservation(htons(start), (short) count, token);
    }
}

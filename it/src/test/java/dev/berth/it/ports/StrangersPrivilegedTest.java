package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Deny;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.SocketOption;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kernel says to strangers, root among them. The tests share walls and actors: none of them leaves anything. */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);
    /** The kernel walks through the range, at least every other port: enough to come by every block of it. */
    private static final int CONNECTS = 1_600;

    private final Actor stranger;
    private final Actor consumer;

    StrangersPrivilegedTest(Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 42_999));
        stranger = walls.actor().start();
        consumer = Accounts.actor(walls).start();
    }

    @AfterEach
    void startOver(Ports ports) {
        Leftovers.remove(ports);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P17 A stranger's explicit bind: EACCES, on every port, family and address")
    void p17(SocketKind kind, Ports ports) throws IOException {
        for (Deny deny : Deny.values()) {
            assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 4)).containsOnlyKeys("ok");
            ports.create(ReservationRequest.of(kind.protocol(), BLOCK).denyWith(deny))
                    .orElseThrow();
            for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
                assertThat(stranger.attack(kind, address, BLOCK, 4)).containsOnlyKeys(deny.name());
                for (SocketOption option : SocketOption.values()) {
                    assertThat(stranger.attack(kind, address, BLOCK, 4, option)).containsOnlyKeys(deny.name());
                }
            }
            if (kind.name().endsWith("DUAL")) {
                assertThat(stranger.bind(kind, "::ffff:127.0.0.1", BLOCK.start()))
                        .hasToString(deny.name());
            }
            assertThat(stranger.bind(kind, BLOCK.start() - 1)).hasToString("ok");
            assertThat(stranger.bind(kind, BLOCK.last() + 1)).hasToString("ok");
            ports.delete(kind.protocol(), BLOCK).orElseThrow();
        }
    }

    @PerProtocol
    @DisplayName("P17 The other pool is nobody's business")
    void p17otherPool(Protocol protocol, Ports ports) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        for (SocketKind kind : SocketKind.values()) {
            String expected = kind.protocol() == protocol ? "EACCES" : "ok";
            assertThat(stranger.bind(kind, BLOCK.start())).as("%s", kind).hasToString(expected);
        }
    }

    @Test
    @DisplayName("P1 P17 Half of all ports as one block in both pools: each of them is refused")
    void p17half(Ports ports) throws IOException {
        PortBlock half = PortBlock.between(1, 32_767);
        ports.create(ReservationRequest.of(Protocol.TCP_UDP, half)).orElseThrow();
        for (SocketKind kind : new SocketKind[] {SocketKind.TCP4, SocketKind.UDP_DUAL}) {
            assertThat(stranger.attack(kind, kind.wildcard(), half, half.count()))
                    .isEqualTo(Map.of("EACCES", half.count()));
            assertThat(stranger.bind(kind, half.last() + 1)).hasToString("ok");
        }
        ports.delete(Protocol.TCP_UDP, half).orElseThrow();
        assertThat(stranger.attack(SocketKind.UDP4, "0.0.0.0", half, half.count()))
                .isEqualTo(Map.of("ok", half.count()));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P18 Automatic assignment, by bind(0) and connect: never a port of the block, for a consumer neither")
    void p18(SocketKind kind, Ports ports, Walls walls) throws IOException {
        PortBlock block = PortBlock.of(40_100, 1_000);
        assertThat(consumer.exhaust(kind, block)).containsEntry("inside", 1_000);
        assertThat(consumer.connectAutomatically(kind, 39_000, block, CONNECTS)).containsKey("inside");
        ports.create(ReservationRequest.of(kind.protocol(), block).consumer(Accounts.consumer(walls)))
                .orElseThrow();
        for (Actor actor : new Actor[] {consumer, stranger}) {
            assertThat(actor.exhaust(kind, block))
                    .containsEntry("outside", 2_000)
                    .doesNotContainKey("inside");
            assertThat(actor.connectAutomatically(kind, 39_000, block, CONNECTS))
                    .containsOnlyKeys("outside");
        }
    }
}

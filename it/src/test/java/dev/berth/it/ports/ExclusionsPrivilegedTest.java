package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Exclusion;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

/** Blocks that are kept out of automatic assignment and nothing more. */
@InWallsWithPorts
class ExclusionsPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_100, 500);

    @PerProtocol
    @DisplayName("X1 Exclude a block, free or in use: done")
    void x1(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        walls.actor().start().socket(kind).bind(kind.wildcard(), BLOCK.start()).orElseThrow();
        for (PortBlock block : new PortBlock[] {BLOCK, PortBlock.of(5_000, 100)}) {
            Exclusion made = ports.exclude(protocol, block).orElseThrow();
            assertThat(made.block()).isEqualTo(block);
            assertThat(made.standing()).isEqualTo(Standing.ENFORCED);
        }
        assertThat(ports.list().orElseThrow().exclusions())
                .extracting(Exclusion::block)
                .containsExactly(PortBlock.of(5_000, 100), BLOCK);
        assertThat(Everything.of(walls).listed())
                .isEqualTo(PortSet.of(BLOCK).plus(PortSet.of(PortBlock.of(5_000, 100))));
    }

    @PerProtocol
    @DisplayName("X2 Exclude over a reservation or an exclusion: 32, nothing changed")
    void x2(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, PortBlock.of(5_000, 4)).named("web"))
                .orElseThrow();
        ports.exclude(protocol, PortBlock.of(6_000, 4)).orElseThrow();
        Everything before = Everything.of(walls);
        for (PortBlock taken : Blocks.touching(PortBlock.of(5_000, 4))) {
            Answers.refused(ports.exclude(protocol, taken), Code.ERROR_SHARING_VIOLATION, "web");
        }
        for (PortBlock taken : Blocks.touching(PortBlock.of(6_000, 4))) {
            Answers.refused(ports.exclude(protocol, taken), Code.ERROR_SHARING_VIOLATION, "6000-6003");
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    @PerProtocol
    @DisplayName("X3 Remove anything but the exact block: 1168; X4 Unsound blocks: 87")
    void x3x4(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.exclude(protocol, BLOCK).orElseThrow();
        Everything before = Everything.of(walls);
        for (PortBlock near : Blocks.touching(BLOCK)) {
            if (!near.equals(BLOCK)) {
                Answers.refused(ports.removeExclusion(protocol, near), Code.ERROR_NOT_FOUND);
            }
        }
        Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        Answers.refused(ports.removeExclusion(other, BLOCK), Code.ERROR_NOT_FOUND);
        Answers.refused(ports.delete(protocol, BLOCK), Code.ERROR_NOT_FOUND);
        for (PortBlock unsound : Blocks.UNSOUND) {
            Answers.refused(ports.exclude(protocol, unsound), Code.ERROR_INVALID_PARAMETER);
            Answers.refused(ports.removeExclusion(protocol, unsound), Code.ERROR_INVALID_PARAMETER);
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
        ports.removeExclusion(protocol, BLOCK).orElseThrow();
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
    }

    @PerProtocol
    @DisplayName("X5 X6 X7 Explicit binds succeed, automatic ones never get a port of it, after a restart neither")
    void x5x6x7(Protocol protocol, Ports ports, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 41_999));
        Actor actor = walls.actor().start();
        ports.exclude(protocol, BLOCK).orElseThrow();
        isKept(actor, protocol);
        Reboot.of(walls);
        assertThat(actor.exhaust(SocketKind.of(protocol), BLOCK)).containsKey("inside");
        ports.restore().orElseThrow();
        isKept(actor, protocol);
        assertThat(ports.list().orElseThrow().exclusions())
                .extracting(Exclusion::standing)
                .containsExactly(Standing.ENFORCED);
        ports.removeExclusion(protocol, BLOCK).orElseThrow();
        assertThat(actor.exhaust(SocketKind.of(protocol), BLOCK)).containsEntry("inside", 500);
    }

    private static void isKept(Actor actor, Protocol protocol) throws IOException {
        for (SocketKind kind : SocketKind.all(protocol)) {
            assertThat(actor.attack(kind, kind.wildcard(), BLOCK, 500))
                    .as("%s", kind)
                    .containsOnlyKeys("ok");
            assertThat(actor.exhaust(kind, BLOCK))
                    .as("%s", kind)
                    .containsEntry("outside", 1_500)
                    .doesNotContainKey("inside");
            assertThat(actor.connectAutomatically(kind, 39_000, BLOCK, 300))
                    .as("%s", kind)
                    .containsOnlyKeys("outside");
        }
    }
}

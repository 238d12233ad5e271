package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** A process that dies in the middle of a creation. */
@InWallsWithPorts
class DeadCreatorPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 100);

    @PerProtocol
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    @DisplayName("A creator killed before its commit leaves nothing that stops anybody, and the next change sweeps it")
    void deadCreator(Protocol protocol, Ports ports, Walls walls) throws Exception {
        ports.restore().orElseThrow();
        Actor stranger = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        Process creator = StartedApart.java(walls, DyingCreator.class)
                .and(protocol.label(), "" + BLOCK.start(), "" + BLOCK.count())
                .start();
        try (var out = creator.inputReader()) {
            assertThat(out.readLine()).isEqualTo("pending");
            assertThat(Everything.of(walls).entries())
                    .extracting(GuardEntry::state)
                    .containsExactly(GuardEntry.State.PENDING);
            assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 100)).containsOnlyKeys("EACCES");
            Answers.refused(ports.lookup(protocol, BLOCK), Code.ERROR_NOT_FOUND);
        } finally {
            creator.destroyForcibly().waitFor();
            creator.getErrorStream().close();
            close(creator);
        }
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 100)).containsOnlyKeys("ok");
        assertThat(ports.list().orElseThrow().reservations()).isEmpty();
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_000))).orElseThrow();
        assertThat(Everything.of(walls).entries())
                .extracting(GuardEntry::block)
                .isEqualTo(List.of(PortBlock.of(50_000)));
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.of(PortBlock.of(50_000)));
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
    }

    private static void close(Process process) throws IOException {
        process.getOutputStream().close();
    }
}

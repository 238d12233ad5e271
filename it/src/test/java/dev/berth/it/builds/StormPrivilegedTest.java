package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.client.Mode;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Forked JVMs run tests in parallel, each test with a server on its port, while automatic ports come and go. Those
 * that reserve never meet anybody; those that probe, at the same time, do.
 */
@Tag(Soak.TAG)
@InWalls
@NeedsKernel(KernelAbility.IPV6)
class StormPrivilegedTest {
    private static final PortBlock FEW = PortBlock.of(40_000, 200);
    /** Conflicts are not far to seek. */
    private static final int FEW_FORKS = 2;

    @Test
    @DisplayName("enforced: 500 reservations in each of several forks, no conflict; with probing there are some")
    void enforced(Walls walls) throws IOException {
        walls.automatic(FEW);
        Berthd.start(walls);
        assertNoConflict(Storm.of(walls, Mode.ENFORCED).toll("enforced", Storm.FORKS));
    }

    @Test
    @DisplayName("cooperative: 500 reservations in each of several forks, no conflict, be they of automatic ports;"
            + " with probing there are some, and where no socket is held")
    void cooperative(Walls walls) throws IOException {
        walls.automatic(StormCases.AUTOMATIC);
        Storm storm = Storm.of(walls, Mode.COOPERATIVE);
        assertNoConflict(storm.toll("cooperative", Storm.FORKS));
        Storm.Toll without = storm.with("BERTH_PLACEHOLDERS", "false").toll("cooperative, no socket held", FEW_FORKS);
        assertThat(without.conflicts()).isPositive();
    }

    private static void assertNoConflict(Storm.Toll toll) {
        assertThat(toll.conflicts()).as(toll.said()).isZero();
        assertThat(toll.failed()).as(toll.said()).isZero();
        assertThat(toll.served()).isEqualTo(Storm.FORKS * StormCases.RESERVED);
        assertThat(toll.probed()).isEqualTo(Storm.FORKS * StormCases.PROBED);
        assertThat(toll.lost()).as("the control").isPositive();
    }
}

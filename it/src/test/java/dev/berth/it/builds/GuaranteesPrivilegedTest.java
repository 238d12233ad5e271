package dev.berth.it.builds;

import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each word of the table of guarantees is what happens, with every kind of socket and address. */
@InWalls
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class GuaranteesPrivilegedTest {
    @ParameterizedTest
    @EnumSource
    void whatTheTableSaysHappens(Hold hold, Walls walls) throws IOException {
        walls.automatic(Scene.AUTOMATIC);
        if (hold == Hold.ENFORCED) {
            Berthd.start(walls);
        }
        Scene scene = new Scene(walls, hold);
        SoftAssertions seen = new SoftAssertions();
        for (Guarantee one : Guarantee.values()) {
            Set<String> words = scene.play(one);
            Set<String> foreseen = Set.of(one.in(hold));
            if (one == Guarantee.OWNER_KILLED && isLeftToBerthd(hold)) {
                seen.assertThat(words).as(one.name()).containsAll(foreseen);
                words.remove(Guarantee.Words.REFUSED);
            }
            seen.assertThat(words).as(one.name()).isEqualTo(foreseen);
        }
        seen.assertAll();
    }

    /** Whether a port is free only when berthd has noticed that its owner is dead: until then the guard refuses it. */
    private static boolean isLeftToBerthd(Hold hold) {
        return hold == Hold.ENFORCED && !KernelAbility.TASKS_BY_NUMBER.isThere();
    }
}

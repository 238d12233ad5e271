package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.engine.RuntimeRange.Choice;
import dev.berth.kernel.PortSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeRangeTest {
    private static final PortBlock LINUX = PortBlock.between(32_768, 60_999);

    @Test
    void theUsualRangeComesFirstThenItsServicesThenAutomaticPorts() {
        PortSet registered = PortSet.of(PortBlock.between(20_010, 20_019));
        PortSet foreign = PortSet.of(PortBlock.of(20_000)).plus(PortSet.of(PortBlock.of(40_000)));

        List<Choice> choices = new RuntimeRange(Optional.empty()).choices(LINUX, registered, foreign);

        assertThat(choices).extracting(Choice::automatic).containsExactly(false, false, true);
        assertThat(choices.get(0).ports().and(PortSet.of(PortBlock.between(0, 20_050))))
                .hasToString("20001-20009,20020-20047,20049-20050");
        assertThat(choices.get(0).ports().and(WellKnown.ports()).isEmpty()).isTrue();
        assertThat(choices.get(1).ports()).hasToString("20001-29999");
        assertThat(choices.get(2).ports()).hasToString("20001-29999,32768-39999,40001-60999");
    }

    @Test
    void whereAutomaticAssignmentHasTheWholeRangeNothingLiesOutsideAndNothingPrivilegedIsChosen() {
        List<Choice> choices = new RuntimeRange(Optional.empty())
                .choices(PortBlock.between(1000, 65_535), PortSet.EMPTY, PortSet.EMPTY);

        assertThat(choices.get(0).ports().isEmpty()).isTrue();
        assertThat(choices.get(1).ports().isEmpty()).isTrue();
        assertThat(choices.get(2).ports()).hasToString("1024-65535");
    }

    @Test
    void aChosenRangeIsAllThereIs() {
        RuntimeRange range = new RuntimeRange(Optional.of(PortBlock.between(1000, 32_769)));
        List<Choice> choices = range.choices(LINUX, WellKnown.ports(), PortSet.of(PortBlock.of(1001)));

        assertThat(choices.get(1).ports()).hasToString("1000,1002-32767");
        assertThat(choices.get(2).ports()).hasToString("1000,1002-32769");
        assertThat(range).hasToString("1000-32769");
        assertThat(new RuntimeRange(Optional.empty())).hasToString("20000-29999");
    }

    @Test
    void wellKnownPortsLieInTheUsualRange() {
        assertThat(WellKnown.ports().minus(PortSet.of(RuntimeRange.USUAL)).isEmpty())
                .isTrue();
    }
}

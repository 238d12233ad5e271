package dev.berth.client.cooperative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which ports who does not care may get. */
class ChoicesTest {
    @Test
    void eachPortOnceButThoseOfWellKnownServers() {
        assertThat(Choices.starts(1).boxed().collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .hasSize(10_000 - 20)
                .contains(10_001, 19_998)
                .doesNotContain(10_000, 11_211, 19_999)
                .allMatch(Choices.RANGE::contains);
    }

    @Test
    void noBlockReachesOutOfTheRangeOrOverAWellKnownPort() {
        assertThat(Choices.starts(500).mapToObj(start -> PortBlock.of(start, 500)))
                .isNotEmpty()
                .allMatch(block -> Choices.RANGE.contains(block.last()) && !block.contains(11_211));
    }

    @Test
    void aBlockThatIsTooLargeHasNoPlace() {
        assertThat(Choices.starts(10_001)).isEmpty();
        assertThat(Choices.starts(9_999)).isEmpty();
    }

    @Test
    void twoWhoAskSeldomBeginAtTheSamePort() {
        assertThat(IntStream.range(0, 100)
                        .map(i -> Choices.starts(1).iterator().nextInt())
                        .distinct()
                        .count())
                .isGreaterThan(50);
    }
}

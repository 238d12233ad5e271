package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortSetTest {
    private static final long SEED = 20_260_108;

    @Test
    void runsAreWhatTheSetIsMadeOf() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            PortSet ports = somePorts(random);
            List<PortBlock> runs = ports.runs();
            assertThat(PortSet.of(runs)).as("seed %d, round %d", SEED, round).isEqualTo(ports);
            for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).start()).isGreaterThan(runs.get(i - 1).last() + 1);
            }
        }
    }

    @Test
    void theAlgebraIsThatOfSets() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500; round++) {
            PortSet a = somePorts(random);
            PortSet b = somePorts(random);
            assertThat(a.minus(b).plus(a.and(b)))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(a);
            assertThat(a.plus(b).size())
                    .isEqualTo(a.size() + b.size() - a.and(b).size());
            assertThat(a.minus(b).and(b)).isEqualTo(PortSet.EMPTY);
            assertThat(a.plus(b).hashCode()).isEqualTo(b.plus(a).hashCode());
        }
    }

    @Test
    void theTextIsThatOfTheKernel() {
        PortSet ports = PortSet.of(List.of(PortBlock.of(8080, 2), PortBlock.of(22), PortBlock.of(8082, 2)));
        assertThat(ports).hasToString("22,8080-8083");
        assertThat(PortSet.EMPTY).hasToString("");
        assertThat(ports.stream().sum()).isEqualTo(22 + 8080 + 8081 + 8082 + 8083);
    }

    @Test
    void everyPortThereIsFits() {
        PortSet all = PortSet.where(port -> true);
        assertThat(all.size()).isEqualTo(65_536);
        assertThat(all.runs()).containsExactly(PortBlock.of(0), PortBlock.of(1, 65_535));
        assertThat(PortSet.of(all.runs())).isEqualTo(all);
        assertThat(all.contains(65_535)).isTrue();
        assertThat(PortSet.EMPTY.contains(65_535)).isFalse();
    }

    @Test
    void aSetDoesNotChangeWithWhatItWasMadeOf() {
        BitSet bits = new BitSet();
        bits.set(80);
        PortSet ports = PortSet.of(bits);
        bits.set(81);
        ports.toBitSet().set(82);
        assertThat(ports).hasToString("80");
    }

    private static PortSet somePorts(Random random) {
        int share = 1 + random.nextInt(300);
        int from = random.nextInt(PortBlock.MAX_PORT + 1);
        return PortSet.where(port -> port >= from && random.nextInt(share) == 0);
    }
}

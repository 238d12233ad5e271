package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
    @Test
    void aRunIsTheFirstOneFromThePlaceOnAndElseTheFirstOfAll() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            BitSet free = ports(random);
            int count = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1 + random.nextInt(6);
            int from = random.nextInt(3) == 0 ? random.nextInt(65_536) : free.length() - random.nextInt(free.length());
            assertThat(Pool.run(free, count, from))
                    .as("seed %d, round %d: %d free ports in a row from %d on", seed, round, count, from)
                    .isEqualTo(naive(free, count, from));
        }
    }

    @Test
    void runsReachToTheEndsAndNotBeyond() {
        BitSet all = new BitSet();
        all.set(0, 65_536);
        assertThat(Pool.run(all, 65_536, 30_000)).hasValue(0);
        assertThat(Pool.run(all, 65_537, 0)).isEmpty();
        assertThat(Pool.run(all, 2, 65_535)).hasValue(0);
        assertThat(Pool.run(all, 1, 65_535)).hasValue(65_535);
        assertThat(Pool.run(new BitSet(), 1, 0)).isEmpty();
        BitSet last = new BitSet();
        last.set(65_535);
        assertThat(Pool.run(last, 1, 0)).hasValue(65_535);
        assertThat(Pool.run(last, 2, 65_535)).isEmpty();
    }

    @Test
    void whatIsKeptIsNotGivenBack() {
        Pool pool = new Pool();
        pool.keep(PortBlock.between(10, 19));
        pool.take(PortBlock.between(15, 24));
        assertThat(pool.meets(PortBlock.between(0, 9))).isFalse();
        assertThat(pool.meets(PortBlock.between(0, 10))).isTrue();
        assertThat(pool.meets(PortBlock.of(24))).isTrue();
        assertThat(pool.meets(PortBlock.between(25, 65_535))).isFalse();
        assertThat(free(pool)).hasToString("{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 25, 26, 27, 28, 29}");

        pool.give(PortBlock.between(15, 24));
        assertThat(pool.meets(PortBlock.of(19))).isTrue();
        assertThat(pool.meets(PortBlock.of(20))).isFalse();
        assertThat(free(pool)).hasToString("{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}");
    }

    private static BitSet free(Pool pool) {
        BitSet free = new BitSet();
        free.set(0, 30);
        pool.removeFrom(free);
        return free;
    }

    /** Some runs of free ports, here and there, and at the very end now and then. */
    private static BitSet ports(Random random) {
        BitSet free = new BitSet();
        for (int run = random.nextInt(12); run >= 0; run--) {
            int start = random.nextInt(10) == 0 ? 65_530 : random.nextInt(2_000);
            free.set(start, Math.min(start + 1 + random.nextInt(200), 65_536));
        }
        return free;
    }

    private static OptionalInt naive(BitSet free, int count, int from) {
        OptionalInt later = IntStream.rangeClosed(from, 65_536 - count)
                .filter(start -> isFree(free, start, count))
                .findFirst();
        return later.isPresent()
                ? later
                : IntStream.range(0, Math.min(from, 65_537 - count))
                        .filter(start -> isFree(free, start, count))
                        .findFirst();
    }

    private static boolean isFree(BitSet free, int start, int count) {
        return free.nextClearBit(start) >= start + count;
    }
}

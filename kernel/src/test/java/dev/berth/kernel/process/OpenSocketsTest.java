package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenSocketsTest {
    private static final long LARGEST = 0xffff_ffffL;

    @Test
    void theProcessesOfASocketComeInOrderAndOnce() {
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        for (int process : new int[] {30, 4_194_304, 7, 30, 7}) {
            sockets.add(LARGEST, process);
        }
        sockets.add(1, 9);
        sockets.add(LARGEST - 1, 8);
        OpenSockets collected = sockets.collected();
        assertThat(collected.processes(LARGEST)).containsExactly(7, 30, 4_194_304);
        assertThat(collected.processes(LARGEST - 1)).containsExactly(8);
        assertThat(collected.processes(1)).containsExactly(9);
        assertThat(collected.size()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2, LARGEST + 1, LARGEST + 2, Long.MIN_VALUE, Long.MAX_VALUE})
    void nobodyHasWhatIsNoSocket(long inode) {
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        sockets.add(1, 9);
        sockets.add(LARGEST, 9);
        assertThat(sockets.collected().processes(inode)).isEmpty();
        assertThat(new OpenSockets.Collector().collected().processes(inode)).isEmpty();
    }

    @Test
    void manyAreFoundAsInAMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, TreeSet<Integer>> expected = new TreeMap<>();
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        for (int i = 0; i < 20_000; i++) {
            long inode = 1 + random.nextLong(10_000) * (random.nextBoolean() ? 1 : LARGEST / 10_000);
            int process = 1 + random.nextInt(50);
            sockets.add(inode, process);
            expected.computeIfAbsent(inode, _ -> new TreeSet<>()).add(process);
        }
        OpenSockets collected = sockets.collected();
        for (long inode = 1; inode < 10_001; inode++) {
            for (long asked : new long[] {inode, 1 + (inode - 1) * (LARGEST / 10_000)}) {
                assertThat(collected.processes(asked))
                        .as("inode %d, seed %d", asked, seed)
                        .isEqualTo(expected.getOrDefault(asked, new TreeSet<>()).stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
            }
        }
    }
}

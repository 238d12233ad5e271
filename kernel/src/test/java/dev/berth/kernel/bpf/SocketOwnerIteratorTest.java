package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.unix.MalformedException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SocketOwnerIteratorTest {
    private record Pair(long inode, int pid) {}

    @Test
    void whatTheProgramWritesIsReadAgain() throws Exception {
        List<Pair> pairs = List.of(new Pair(1, 1), new Pair(0xffff_ffffL, 4_194_304), new Pair(7, 1), new Pair(7, 1));
        ByteBuffer records = ByteBuffer.allocate(8 * pairs.size()).order(ByteOrder.nativeOrder());
        pairs.forEach(pair -> records.putInt((int) pair.inode).putInt(pair.pid));
        assertThat(decoded(records.array())).isEqualTo(pairs);
    }

    @Test
    void anyBytesGiveWholeRecordsOrANamedError() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length % 8 == 0) {
                assertThat(decoded(bytes)).as("seed %d", seed).hasSize(bytes.length / 8);
            } else {
                assertThatExceptionOfType(MalformedException.class)
                        .as("seed %d", seed)
                        .isThrownBy(() -> decoded(bytes))
                        .withMessageContaining(bytes.length + " bytes");
            }
        }
    }

    private static List<Pair> decoded(byte[] bytes) throws MalformedException {
        List<Pair> pairs = new ArrayList<>();
        SocketOwnerIterator.decode(MemorySegment.ofArray(bytes), (inode, pid) -> pairs.add(new Pair(inode, pid)));
        return pairs;
    }
}

package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketLinkTest {
    private static final int ROOM = 64;

    @Test
    void aSocketIsKnownByItsInode() {
        assertThat(inode("socket:[1]")).isEqualTo(1);
        assertThat(inode("socket:[4294967295]")).isEqualTo(4_294_967_295L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "socket:[",
                "socket:[]",
                "socket:[1",
                "socket:[1]x",
                "socket:[1x]",
                "socket:[-1]",
                "pipe:[12]",
                "/socket:[1]",
                "socket:(1)",
                "socket:[12345678901]",
                "anon_inode:[pidfd]",
                "net:[4026531840]"
            })
    void whatIsNoneHasNone(String link) {
        assertThat(inode(link)).isZero();
    }

    @Test
    void anyBytesAreRead() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] start = "socket:[".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[ROOM];
            random.nextBytes(bytes);
            System.arraycopy(start, 0, bytes, 0, random.nextInt(start.length + 1));
            assertThat(SocketLink.inode(MemorySegment.ofArray(bytes), random.nextInt(ROOM + 1)))
                    .as("seed %d", seed)
                    .isNotNegative();
        }
    }

    private static long inode(String link) {
        byte[] bytes = link.getBytes(StandardCharsets.US_ASCII);
        return SocketLink.inode(MemorySegment.ofArray(Arrays.copyOf(bytes, ROOM)), bytes.length);
    }
}

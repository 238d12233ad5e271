package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrecedenceKernelTest {
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;

    @Test
    void aThreadHasItFromTakingToClosingOrNotAtAll() throws IOException {
        assertThat(policy()).isEqualTo(SCHED_OTHER);
        try (Precedence outer = Precedence.take()) {
            assertThat(policy()).isEqualTo(outer.isTaken() ? SCHED_FIFO : SCHED_OTHER);
            try (Precedence inner = Precedence.take()) {
                assertThat(inner.isTaken() && outer.isTaken()).isFalse();
            }
            assertThat(policy()).isEqualTo(outer.isTaken() ? SCHED_FIFO : SCHED_OTHER);
        }
        assertThat(policy()).isEqualTo(SCHED_OTHER);
    }

    /** The 41st field of {@code /proc/[pid]/stat}; the third one comes after the name. */
    private static int policy() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[41 - 3]);
    }
}

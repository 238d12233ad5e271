package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Patience;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A lock between processes. */
@InWalls
class LinuxLocksPrivilegedTest {
    private static final Duration LONG = Patience.ofSeconds(60);

    @Test
    void theHolderIsNamedAndItsLockEndsWithKill9(Walls walls) throws Exception {
        Path file = walls.directory().resolve("lock");
        Process holder = holder(walls, file);
        refusedBecauseOf(holder, file);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Held> waiting = other.submit(() -> new LinuxLocks().exclusive(file, LONG));
            refusedBecauseOf(holder, file);
            assertThat(waiting.isDone()).isFalse();
            end(holder);
            waiting.get().close();
        }
        new LinuxLocks().exclusive(file, Duration.ZERO).close();
    }

    @Test
    void theNextHolderOfAFileThatWasLeftBehindIsNamed(Walls walls) throws Exception {
        Path file = walls.directory().resolve("lock");
        end(holder(walls, file));
        Process second = holder(walls, file);
        refusedBecauseOf(second, file);
        end(second);
    }

    private static void refusedBecauseOf(Process holder, Path file) {
        assertThatExceptionOfType(LockedException.class)
                .isThrownBy(() -> new LinuxLocks().exclusive(file, Duration.ofMillis(5)))
                .withMessageContaining(file + " is locked by pid " + holder.pid() + " (java)");
    }

    private static Process holder(Walls walls, Path file) throws IOException {
        Process holder =
                JavaProgram.of(walls, Holding.class).and(file.toString()).start();
        walls.closeLater(() -> end(holder));
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        return holder;
    }

    private static void end(Process holder) throws InterruptedException {
        assertThat(holder.destroyForcibly().waitFor(Patience.ofSeconds(10))).isTrue();
    }

    /** A process that takes the lock of a file and keeps it. */
    static final class Holding {
        private Holding() {}

        public static void main(String... words) throws IOException {
            try (Held held = new LinuxLocks().exclusive(Path.of(words[0]), Duration.ZERO)) {
                System.out.println(held != null ? "held" : "");
                System.out.println(System.in.read());
            }
        }
    }
}

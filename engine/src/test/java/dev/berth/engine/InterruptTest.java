package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.engine.store.LocalDisk;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A thread that is being stopped must still be able to give back what it holds. */
class InterruptTest {
    @TempDir
    private Path folder;

    @AfterEach
    void calmDown() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void whoIsInterruptedIsServedAsAnybodyAndStaysInterrupted(Operation operation) throws Exception {
        Machine machine = new Machine(folder);
        operation.setUp(machine);
        Thread.currentThread().interrupt();

        operation.run(machine.ports).orElseThrow();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptInTheMiddleOfAWriteLeavesAWholeFile() throws Exception {
        LocalDisk disk = new LocalDisk(InstantSource.system(), new ScriptedKernel()::words);
        byte[] content = new byte[50_000];
        Arrays.fill(content, (byte) 'x');
        Thread writer = Thread.currentThread();
        for (int i = 0; i < 40; i++) {
            long later = i * 50_000L;
            Thread other = new Thread(() -> {
                LockSupport.parkNanos(later);
                writer.interrupt();
            });
            Path file = folder.resolve("file" + i);
            other.start();
            disk.write(file, content);
            disk.syncDirectory(folder);
            while (other.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Files.readAllBytes(file)).isEqualTo(content);
        }
    }
}

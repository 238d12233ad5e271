package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.berth.kernel.Locks;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock file that is kept open excludes whom a fresh one would. */
class LockDoorKernelTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final Locks locks = new LinuxLocks();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("lock");
    }

    @Test
    void twoDoorsExcludeEachOtherAndTheHolderIsNamed() throws Exception {
        try (Door one = locks.door(file);
                Door other = locks.door(file)) {
            try (Held held = one.enter(AT_ONCE).orElseThrow()) {
                assertThat(held).isNotNull();
                assertThatExceptionOfType(LockedException.class)
                        .isThrownBy(() -> other.enter(SHORT))
                        .withMessageContaining(file.toString())
                        .withMessageContaining("pid " + ProcessHandle.current().pid() + " (");
            }
            other.enter(AT_ONCE).orElseThrow().close();
            one.enter(AT_ONCE).orElseThrow().close();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDoorAndAFreshLockExcludeEachOther() throws Exception {
        try (Door door = locks.door(file)) {
            try (Held held = door.enter(AT_ONCE).orElseThrow()) {
                assertThat(held).isNotNull();
                assertThatExceptionOfType(LockedException.class).isThrownBy(() -> locks.exclusive(file, SHORT));
            }
            try (Held held = locks.exclusive(file, AT_ONCE)) {
                assertThat(held).isNotNull();
                assertThatExceptionOfType(LockedException.class).isThrownBy(() -> door.enter(SHORT));
            }
            door.enter(AT_ONCE).orElseThrow().close();
        }
    }

    @Test
    void threadsThatShareADoorExcludeEachOther() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        try (Door door = locks.door(file);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> contender = () -> {
                int most = 0;
                for (int round = 0; round < 500; round++) {
                    try (Held held = door.enter(LONG).orElseThrow()) {
                        assertThat(held).isNotNull();
                        most = Math.max(most, inside.incrementAndGet());
                        inside.decrementAndGet();
                    }
                }
                return most;
            };
            for (Future<Integer> most : threads.invokeAll(Collections.nCopies(4, contender))) {
                assertThat(most.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void anotherThreadInsideIsWaitedForAsLongAsPatienceLastsAndTheSameThreadNever() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (Door door = locks.door(file);
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> holder = other.submit(() -> {
                try (Held held = door.enter(AT_ONCE).orElseThrow()) {
                    assertThat(held).isNotNull();
                    entered.countDown();
                    leave.await();
                }
                return null;
            });
            entered.await();
            assertThatExceptionOfType(LockedException.class)
                    .isThrownBy(() -> door.enter(SHORT))
                    .withMessageContaining("by another thread of this process");
            leave.countDown();
            holder.get();
            try (Held held = door.enter(AT_ONCE).orElseThrow()) {
                assertThat(held).isNotNull();
                assertThatIllegalStateException()
                        .isThrownBy(() -> door.enter(AT_ONCE))
                        .withMessageContaining("by this very thread");
            }
        }
    }

    @Test
    void aFileThatWasDeletedOrReplacedOrMovedLetsNobodyIn() throws Exception {
        try (Door door = locks.door(file)) {
            Files.delete(file);
            assertThat(door.enter(AT_ONCE)).isEmpty();
            Files.createFile(file);
            assertThat(door.enter(AT_ONCE)).isEmpty();
            assertThat(door.enter(AT_ONCE)).isEmpty(); // and leaves it to others
        }
        try (Door door = locks.door(file)) {
            Path aside = Files.move(file, directory.resolve("aside"));
            assertThat(door.enter(AT_ONCE)).isEmpty();
            locks.exclusive(aside, AT_ONCE).close(); // which the door has not kept
            locks.exclusive(file, AT_ONCE).close();
            assertThat(door.enter(AT_ONCE)).isEmpty();
            Files.delete(file);
            Files.createSymbolicLink(file, directory.resolve("aside"));
            assertThat(door.enter(AT_ONCE)).isEmpty();
        }
    }

    @Test
    void anInterruptKeepsNobodyOutEndsNoWaitAndStays() throws Exception {
        try (Door door = locks.door(file);
                Held held = locks.exclusive(file, AT_ONCE)) {
            assertThat(held).isNotNull();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(LockedException.class).isThrownBy(() -> door.enter(SHORT));
            assertThat(Thread.interrupted()).isTrue();
        }
        try (Door door = locks.door(file)) {
            Thread.currentThread().interrupt();
            door.enter(AT_ONCE).orElseThrow().close();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aClosedDoorLetsNobodyInAndHoldsNothing() throws Exception {
        Door door = locks.door(file);
        door.close();
        door.close();
        assertThat(door.enter(AT_ONCE)).isEmpty();
        locks.exclusive(file, AT_ONCE).close();
    }
}

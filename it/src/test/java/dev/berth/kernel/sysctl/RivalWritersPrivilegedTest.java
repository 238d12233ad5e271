package dev.berth.kernel.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Patience;
import dev.berth.testkit.Walls;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two write the list at once. Threads that are started within walls live there, as the one that starts them. */
@InWalls
class RivalWritersPrivilegedTest {
    private static final int ROUNDS = 2_000;
    private static final int MANY = 5_000;
    private static final int FIRST = 20_000;

    private final LinuxReservedPorts ports = new LinuxReservedPorts();

    @Test
    void whatTwoAddAtTheSameMomentIsThereInTheEnd(Walls walls) throws Exception {
        PortSet added = walls.<PortSet, Exception>call(() -> {
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<Integer> even = threads.submit(adder(0, together));
                Future<Integer> odd = threads.submit(adder(1, together));
                assertThat(even.get() + odd.get()).isEqualTo(2 * ROUNDS);
            }
            return ports.read();
        });
        assertThat(added).isEqualTo(PortSet.of(PortBlock.of(FIRST, 2 * ROUNDS)));
    }

    /** The kernel merges word by word without a lock: some 10 of these ports are lost at first. */
    @Test
    void portsStayThatAreAddedBesideOneWhoAddsWithoutPause(Walls walls) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        PortSet added = walls.<PortSet, Exception>call(() -> {
            try (ExecutorService rival = Executors.newSingleThreadExecutor()) {
                Future<Long> times = rival.submit(ListFile.adding("1", stop));
                try {
                    for (int port = FIRST; port < FIRST + MANY; port++) {
                        ports.add(PortSet.of(PortBlock.of(port)));
                    }
                } finally {
                    stop.set(true);
                }
                assertThat(times.get()).isPositive();
            }
            return ports.read();
        });
        assertThat(added).isEqualTo(PortSet.of(List.of(PortBlock.of(1), PortBlock.of(FIRST, MANY))));
    }

    /** Neighboring ports, which the kernel keeps in one word. */
    private Callable<Integer> adder(int parity, CyclicBarrier together) {
        return () -> {
            for (int round = 0; round < ROUNDS; round++) {
                together.await(Patience.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
                ports.add(PortSet.of(PortBlock.of(FIRST + 2 * round + parity)));
            }
            return ROUNDS;
        };
    }
}

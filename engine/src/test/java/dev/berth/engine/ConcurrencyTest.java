package dev.berth.engine;

import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Locks.Held;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final int THREADS = 8;

    @TempDir
    private Path folder;

    @Test
    void ofManyWhoCreateTheSameBlockOneGetsIt() throws Exception {
        Machine machine = new Machine(folder);

        assertThat(codes(machine, ports -> ports.create(request(Protocol.TCP, 8080, 4))))
                .isEqualTo(Map.of(Code.NO_ERROR, 1L, Code.ERROR_SHARING_VIOLATION, (long) THREADS - 1));
        assertThat(machine.kernel.guardHome().entries()).hasSize(1);
    }

    @Test
    void whoWaitsForALockWaitsNoLongerHoweverManyWaitBeforeHim() throws Exception {
        Machine machine = new Machine(folder);
        Duration patience = Duration.ofSeconds(1);
        EnginePorts ports = machine.engine(patience);
        ports.acquire(Protocol.TCP, 1);
        long start = System.nanoTime();

        try (Held _ = machine.kernel.locks().exclusive(machine.store.resolve(".lock"), Duration.ZERO);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Callable<Code> acquiring =
                    () -> ports.acquire(AcquireRequest.of(Protocol.TCP, 1)).code();
            for (Future<Code> code : threads.invokeAll(Collections.nCopies(THREADS, acquiring))) {
                assertThat(code.get()).isEqualTo(Code.WSAEINPROGRESS);
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(patience.multipliedBy(THREADS - 2));
    }

    @Test
    void changesReadsAndPurgesStandBesideEachOther() throws Exception {
        Machine machine = new Machine(folder);

        Map<Code, Long> codes = codes(machine, ports -> {
            int port = Math.toIntExact(8000 + Thread.currentThread().threadId() % 1000);
            for (int round = 0; round < 20; round++) {
                ports.create(request(Protocol.UDP, port, 1));
                ports.list().orElseThrow();
                ports.delete(Protocol.UDP, PortBlock.of(port));
                if (round % 7 == 6) {
                    ports.purge().orElseThrow();
                }
            }
            return ports.restore();
        });

        assertThat(codes).isEqualTo(Map.of(Code.NO_ERROR, (long) THREADS));
        assertThat(warnings(machine.ports.list())).isEmpty();
        assertThat(machine.kernel.locks().isHeld()).isFalse();
        machine.ports.purge().orElseThrow();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }

    private static Map<Code, Long> codes(Machine machine, Function<EnginePorts, Outcome<?>> change) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Code>> calls = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                EnginePorts ports = machine.engine();
                calls.add(() -> change.apply(ports).code());
            }
            List<Code> codes = new ArrayList<>();
            for (Future<Code> answer : threads.invokeAll(calls)) {
                codes.add(answer.get());
            }
            return codes.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }
}

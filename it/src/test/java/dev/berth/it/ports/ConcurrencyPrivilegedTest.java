package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Answer;
import dev.berth.testkit.Soak;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

/** Many at once. */
@Tag(Soak.TAG)
@InWallsWithPorts
class ConcurrencyPrivilegedTest {
    private static final int ENGINES = 4;
    private static final int CHANGES = 40;
    private static final int ROUNDS = Soak.times(80, 300);
    private static final int LONGEST_HEAD_START_NANOS = 3_000_000;

    @PerProtocol
    @DisplayName("Engines that create and delete overlapping blocks at once: store, guard and list stay of one mind")
    void engines(Protocol protocol, Walls walls) throws Exception {
        List<Callable<List<Outcome<Reservation>>>> engines = new ArrayList<>();
        for (int i = 0; i < ENGINES; i++) {
            Ports ports = InsidePorts.of(walls);
            Random random = new Random(i);
            engines.add(() -> change(protocol, ports, random));
        }
        int granted = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(ENGINES)) {
            for (Future<List<Outcome<Reservation>>> answers : executor.invokeAll(engines)) {
                assertThat(answers.get())
                        .allSatisfy(answer -> assertThat(answer.code())
                                .as("%s", answer)
                                .isIn(Code.NO_ERROR, Code.ERROR_SHARING_VIOLATION, Code.ERROR_NOT_FOUND));
                granted += (int) answers.get().stream()
                        .filter(answer -> answer.code() == Code.NO_ERROR)
                        .count();
            }
        }
        assertThat(granted).isGreaterThan(ENGINES);
        Ports ports = InsidePorts.of(walls);
        Outcome<Listing> list = ports.list();
        assertThat(((Outcome.Granted<?>) list).warnings()).isEmpty();
        List<PortBlock> blocks = list.orElseThrow().reservations().stream()
                .map(Reservation::block)
                .toList();
        Everything everything = Everything.of(walls);
        assertThat(everything.entries()).extracting(GuardEntry::block).containsExactlyInAnyOrderElementsOf(blocks);
        assertThat(everything.files()).hasSameSizeAs(blocks);
        assertThat(everything.listed()).isEqualTo(PortSet.of(blocks));
        for (int i = 1; i < blocks.size(); i++) {
            assertThat(blocks.get(i).overlaps(blocks.get(i - 1))).isFalse();
        }
    }

    @PerProtocol
    @DisplayName("A bind and a Create of the same port at once: one of them is refused, always")
    void bindAndCreate(Protocol protocol, Ports ports, Walls walls) throws Exception {
        ports.restore().orElseThrow();
        SocketKind kind = SocketKind.of(protocol);
        PortBlock block = PortBlock.of(40_000);
        int reserved = 0;
        try (Actor thief = walls.actor().start();
                ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Random random = new Random(ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                ActorSocket socket = thief.socket(kind);
                long headStart = random.nextInt(LONGEST_HEAD_START_NANOS);
                Future<Answer> bind = executor.submit(() -> {
                    LockSupport.parkNanos(headStart);
                    return socket.bind(kind.wildcard(), block.start());
                });
                Outcome<Reservation> create = ports.create(ReservationRequest.of(protocol, block));
                assertThat(bind.get().isOk() && create.code() == Code.NO_ERROR)
                        .as("round %s: %s and %s", round, bind.get(), create)
                        .isFalse();
                socket.close();
                if (create.code() == Code.NO_ERROR) {
                    reserved++;
                    ports.delete(protocol, block).orElseThrow();
                }
            }
        }
        assertThat(reserved).as("reservations that won").isBetween(1, ROUNDS - 1);
    }

    private static List<Outcome<Reservation>> change(Protocol protocol, Ports ports, Random random) {
        List<Outcome<Reservation>> answers = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            PortBlock block = PortBlock.of(40_000 + random.nextInt(12), 1 + random.nextInt(4));
            answers.add(ports.create(ReservationRequest.of(protocol, block)));
            if (random.nextBoolean()) {
                answers.add(ports.delete(protocol, block));
            }
        }
        return answers;
    }
}

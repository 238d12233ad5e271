package dev.berth.it.thieves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Consumer;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every way there is on Linux to come to have a port, tried on a block with a consumer who sits in part of it. Each way
 * is seen to work where the block is not reserved: what is refused is refused by the reservation.
 */
@Tag(Soak.TAG)
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class ThievesPrivilegedTest {
    private static final PortBlock AUTOMATIC = PortBlock.between(40_000, 42_999);
    private static final PortBlock BLOCK = PortBlock.of(40_100, 1_000);
    /** Where the consumer does not sit. */
    private static final PortBlock UNUSED = PortBlock.of(BLOCK.port(500), 100);

    private static final int TRIAL = 180;
    /** Connections take one port after the other: so many come to the block. */
    private static final int LONG_TRIAL = 2_700;

    private static final int MOST_TRIALS = 8;

    private static final int ROUNDS = Soak.times(1, 5);

    @Test
    @DisplayName("P17 P18 Every kind of bind and of automatic assignment, by root and by users: none gets in")
    void thieves(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        Gang gang = Gang.of(walls);
        assertAllWork(gang, "explicit", TRIAL);
        Set<String> automatic = assertAllWork(gang, "automatic", LONG_TRIAL);

        Loot reserved = new Loot();
        try (AutoCloseable _ = reserved(ports, walls)) {
            for (int i = 0; i < ROUNDS; i++) {
                reserved.add(gang.attack("explicit,automatic", BLOCK, Soak.times(1_750, 10_000)));
            }
        }
        tell("thieves", reserved, automatic);
        assertThat(reserved.attempts()).isGreaterThan(Soak.times(100_000, 2_000_000));

        ports.delete(Protocol.TCP_UDP, BLOCK).orElseThrow();
        assertAllWork(gang, "explicit", TRIAL);
        assertAllWork(gang, "automatic", LONG_TRIAL);
    }

    @Test
    @DisplayName("P17 Sockets that a consumer made, strangers who look like one, programs that change the port: none")
    void sockets(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        Gang root = Gang.root(walls);
        Loot free = root.attack("given,programs", BLOCK, TRIAL);
        assertThat(free.successful()).as("%s", free).isEqualTo(free.techniques());

        Loot reserved;
        try (AutoCloseable _ = reserved(ports, walls)) {
            reserved = root.attack("given,programs", UNUSED, Soak.times(1_000, 50_000));
        }
        tell("sockets of a consumer", reserved, Set.of());
    }

    @Test
    @DisplayName(
            "What a consumer has bound he may give away, and root may become him, or bind by a program that connects")
    void limits(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        try (AutoCloseable _ = reserved(ports, walls)) {
            Loot lawful = Gang.root(walls).attack("lawful,beyond", UNUSED, TRIAL);
            assertThat(lawful.outcomes()).as("%s", lawful).containsExactly(Loot.INSIDE);
        }
    }

    @Test
    @NeedsKernel(KernelAbility.IO_URING_BIND)
    @DisplayName("P17 Binds that an io_uring makes, in the caller, a worker or a poller, with a descriptor or without")
    void rings(Ports ports, Walls walls) throws Exception {
        Gang gang = Gang.of(walls);
        Loot free = gang.attack("uring", BLOCK, TRIAL);
        assertThat(free.successful()).as("%s", free).isEqualTo(free.techniques());

        Loot reserved = new Loot();
        Loot lawful;
        try (AutoCloseable _ = reserved(ports, walls)) {
            for (int i = 0; i < ROUNDS; i++) {
                reserved.add(gang.attack("uring", BLOCK, Soak.times(1_000, 10_000)));
            }
            lawful = Gang.root(walls).attack("ring-of-consumer", UNUSED, TRIAL);
        }
        tell("io_uring", reserved, Set.of());
        assertThat(lawful.outcomes()).as("with the credentials of a consumer").containsExactly(Loot.INSIDE);
    }

    /**
     * Where the kernel chooses the port, it takes one after the other from where it likes: it may take a few trials.
     *
     * @return the techniques
     */
    private static Set<String> assertAllWork(Gang gang, String groups, int times) throws Exception {
        Loot free = gang.attack(groups, BLOCK, times);
        for (int more = 0; more < MOST_TRIALS && !free.successful().equals(free.techniques()); more++) {
            free.add(gang.attack(groups, BLOCK, times));
        }
        assertThat(free.successful()).as("%s", free).isEqualTo(free.techniques());
        return free.techniques();
    }

    private static void tell(String who, Loot reserved, Set<String> automatic) throws IOException {
        Soak.say(who + ": " + reserved.attempts() + " attempts on a reserved block, "
                + reserved.successful().size() + " succeeded: " + reserved);
        assertThat(reserved.successful()).isEqualTo(Set.of());
        assertThat(reserved.unguarded(automatic)).isEmpty();
    }

    /** With its consumer in it, who goes when this is closed. */
    private static AutoCloseable reserved(Ports ports, Walls walls) throws IOException {
        Consumer consumer = Consumer.user(Long.toString(Thief.CONSUMER.id()));
        ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK).consumer(consumer))
                .orElseThrow();
        Process sitting =
                Thief.user(Thief.CONSUMER, walls).and(Thief.occupy(BLOCK)).start();
        walls.closeLater(sitting::destroyForcibly);
        assertThat(sitting.inputReader().readLine()).isEqualTo("ok");
        return () -> {
            sitting.getOutputStream().close();
            assertThat(sitting.waitFor()).isZero();
        };
    }
}

package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals are reported: who, what, when, and how many more. */
@InWalls
class RefusalPrivilegedTest {
    /** {@code REFUSALS_PER_SECOND}. */
    private static final int MOST = 100;

    @Test
    void aRefusalSaysWhoAskedForWhat(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls);
                Refusals refusals = held.guard.refusals()) {
            Token token = held.hold(Protocol.TCP_UDP, PortBlock.of(9_000, 4));
            Actor actor = walls.actor().as(65_534, 65_534).start();
            actor.bind(SocketKind.UDP4, "127.0.0.1", 9_001);
            actor.bind(SocketKind.MPTCP6, "::1", 9_002);
            actor.bind(SocketKind.TCP4, "127.0.0.1", 9_004);
            List<Refusal> seen = refusals.read();
            assertThat(seen).hasSize(2);
            assertThat(seen).allSatisfy(refusal -> {
                assertThat(refusal.token()).isEqualTo(token);
                assertThat(refusal.pid()).isEqualTo(actor.pid());
                assertThat(refusal.uid()).isEqualTo(65_534);
                assertThat(refusal.command()).startsWith("python3");
                assertThat(refusal.unreported()).isZero();
                assertThat(refusal.cgroup())
                        .isEqualTo(Files.getAttribute(walls.cgroup().directory(), "unix:ino"));
            });
            assertThat(seen).extracting(Refusal::protocol).containsExactly(Protocol.UDP, Protocol.TCP);
            assertThat(seen).extracting(Refusal::port).containsExactly(9_001, 9_002);
            assertThat(seen)
                    .extracting(refusal -> refusal.address().getHostAddress())
                    .containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
            assertThat(seen.get(1).boottime()).isGreaterThan(seen.get(0).boottime());
            assertThat(refusals.read()).isEmpty();
        }
    }

    @Test
    void aFloodIsCutOffAndCounted(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls);
                Refusals refusals = held.guard.refusals()) {
            PortBlock block = PortBlock.of(9_000, 4);
            held.hold(Protocol.TCP, block);
            Actor flood = walls.actor().as(65_534, 65_534).start();
            Actor other = walls.actor().start();
            assertThat(flood.attack(SocketKind.TCP4, "0.0.0.0", block, 20_000)).containsOnlyKeys("EACCES");
            other.bind(SocketKind.TCP4, 9_000);
            List<Refusal> seen = refusals.read();
            List<Refusal> floods =
                    seen.stream().filter(refusal -> refusal.uid() == 65_534).toList();
            long seconds = floods.stream()
                    .mapToLong(refusal -> refusal.boottime() / 1_000_000_000)
                    .distinct()
                    .count();
            assertThat(floods).hasSizeGreaterThanOrEqualTo(MOST).hasSizeLessThanOrEqualTo((int) seconds * (MOST + 1));
            assertThat(seen).as("one user's flood hides nobody else").hasSize(floods.size() + 1);
        }
    }

    @Test
    void whatWasLeftOutIsSaidInTheNextSecond(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls);
                Refusals refusals = held.guard.refusals()) {
            PortBlock block = PortBlock.of(9_000, 4);
            held.hold(Protocol.TCP, block);
            Actor actor = walls.actor().start();
            long reported = 0;
            long told = 0;
            int refused = 0;
            // Until the flood has gone over the turn of a second, whenever it began.
            while (told == 0) {
                actor.attack(SocketKind.TCP4, "0.0.0.0", block, 1_000);
                refused += 1_000;
                for (Refusal refusal : refusals.read()) {
                    reported++;
                    told += refusal.unreported();
                }
            }
            assertThat(reported + told).isBetween(1L, (long) refused);
            assertThat(told).isPositive();
        }
    }
}

package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Refusal;
import dev.berth.kernel.Refusals;
import dev.berth.kernel.unix.BootClock;
import dev.berth.kernel.unix.Epoll;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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
            Instant before = Instant.now();
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
                assertThat(refusal.cgroup()).contains(walls.cgroup().path());
                assertThat(refusal.time()).isBetween(before, Instant.now());
            });
            assertThat(seen).extracting(Refusal::protocol).containsExactly(Protocol.UDP, Protocol.TCP);
            assertThat(seen).extracting(Refusal::port).containsExactly(9_001, 9_002);
            assertThat(seen).extracting(refusal -> refusal.address().toString()).containsExactly("127.0.0.1", "::1");
            assertThat(seen.get(1).time()).isAfter(seen.get(0).time());
            assertThat(refusals.read()).isEmpty();
        }
    }

    @Test
    void whoeverWaitsIsToldThatThereIsSomethingToRead(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls);
                Epoll epoll = new Epoll()) {
            held.hold(Protocol.TCP, PortBlock.of(9_000, 4));
            Actor actor = walls.actor().as(65_534, 65_534).start();
            try (Refusals refusals = held.guard.refusals()) {
                epoll.add(refusals.descriptor(), 7, Epoll.EPOLLIN);
                for (int i = 0; i < 3; i++) {
                    assertThat(isReady(epoll, 0)).isFalse();
                    actor.bind(SocketKind.TCP4, 9_000);
                    assertThat(isReady(epoll, 10_000)).isTrue();
                    assertThat(refusals.read()).hasSize(1);
                }
                actor.bind(SocketKind.TCP4, 9_001);
            }
            assertThat(isReady(epoll, 0)).as("after the reader has closed").isFalse();
            try (Refusals next = held.guard.refusals()) {
                assertThat(next.read()).extracting(Refusal::port).containsExactly(9_001);
            }
        }
    }

    @Test
    void itSaysWhereWhoHasEndedWasButNotWhereNothingIsAnyMore(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls);
                Refusals refusals = held.guard.refusals()) {
            ControlGroup there = walls.cgroup().child("there").make();
            ControlGroup gone = walls.cgroup().child("gone").make();
            held.hold(Protocol.TCP, PortBlock.of(9_000, 4));
            for (ControlGroup group : List.of(there, gone)) {
                try (Actor actor = walls.actor().in(group).start()) {
                    actor.bind(SocketKind.TCP4, 9_000);
                }
            }
            gone.close();
            assertThat(refusals.read())
                    .extracting(Refusal::cgroup)
                    .containsExactly(Optional.of(there.path()), Optional.empty());
        }
    }

    private static boolean isReady(Epoll epoll, int millis) throws IOException {
        AtomicBoolean ready = new AtomicBoolean();
        epoll.await(millis, (number, events) -> ready.set(number == 7 && events == Epoll.EPOLLIN));
        return ready.get();
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
            Instant boot = BootClock.now().boot(); // the guard counts by the seconds since
            List<Refusal> floods =
                    seen.stream().filter(refusal -> refusal.uid() == 65_534).toList();
            long seconds = floods.stream()
                    .mapToLong(refusal -> Duration.between(boot, refusal.time()).toSeconds())
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

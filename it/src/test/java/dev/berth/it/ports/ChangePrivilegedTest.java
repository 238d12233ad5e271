package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

/** Changes of live reservations. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class ChangePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(80, 4);
    private static final int CHANGES = 300;
    private static final int AT_A_TIME = 50;
    private static final Consumer BY_GROUP = Consumer.group(Accounts.GROUP);

    @PerProtocol
    @DisplayName("P21 Hundreds of changes: no stranger gets in, no consumer is kept out, one token throughout")
    void p21(Protocol protocol, Ports ports, Walls walls) throws Exception {
        Consumer user = Accounts.consumer(walls);
        Reservation made = ports.create(
                        ReservationRequest.of(protocol, BLOCK).named("web").consumer(user))
                .orElseThrow();
        Actor stranger = walls.actor().start();
        Actor consumer = Accounts.actor(walls).start();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Map<String, Integer>> strange = threads.submit(binding(stranger, protocol, over));
            Future<Map<String, Integer>> own = threads.submit(binding(consumer, protocol, over));
            try {
                for (int i = 0; i < CHANGES; i++) {
                    ReservationChange change = i % 2 == 0
                            ? ReservationChange.NONE.named("web" + i).consumers(List.of(BY_GROUP, user))
                            : ReservationChange.NONE.nameless().consumers(List.of(user));
                    assertThat(ports.change(protocol, BLOCK, change)
                                    .orElseThrow()
                                    .token())
                            .isEqualTo(made.token());
                }
            } finally {
                over.set(true);
            }
            assertThat(strange.get()).containsOnlyKeys("EACCES");
            assertThat(own.get()).containsOnlyKeys("ok");
            assertThat(own.get().get("ok")).isGreaterThan(AT_A_TIME);
        }
        assertThat(ports.lookup(protocol, BLOCK).orElseThrow().token()).isEqualTo(made.token());
    }

    @PerProtocol
    @DisplayName("P21 Who may bind, and what others get, is different from that moment on; who is inside stays")
    void p21takesEffect(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Reservation made = ports.create(ReservationRequest.of(protocol, BLOCK).consumer(Accounts.consumer(walls)))
                .orElseThrow();
        Actor before = Accounts.actor(walls).start();
        Actor after = walls.actor().as(Accounts.STRANGER, Accounts.gid(walls)).start();
        Conversation talk = Conversation.begin(before, before, kind, 80);

        Reservation changed = ports.change(
                        protocol,
                        BLOCK,
                        ReservationChange.NONE.consumers(List.of(BY_GROUP)).denyWith(Deny.EADDRINUSE))
                .orElseThrow();

        assertThat(changed.token()).isEqualTo(made.token());
        assertThat(changed.standing()).isEqualTo(Standing.ENFORCED);
        assertThat(talk.goesOn()).isTrue();
        for (SocketKind each : SocketKind.all(protocol)) {
            assertThat(after.bind(each, 81)).hasToString("ok");
            assertThat(before.bind(each, 81)).hasToString("EADDRINUSE");
        }
        Reboot.of(walls);
        Reservation restored = ports.restore().orElseThrow().reservations().getFirst();
        assertThat(restored.consumers()).isEqualTo(changed.consumers());
        assertThat(after.bind(kind, 81)).hasToString("ok");
        assertThat(before.bind(kind, 81)).hasToString("EADDRINUSE");
    }

    @PerProtocol
    @DisplayName("P21 A refused change changes nothing")
    void p21refused(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK).named("web")).orElseThrow();
        ports.create(ReservationRequest.of(protocol, PortBlock.of(90)).named("other"))
                .orElseThrow();
        Everything before = Everything.of(walls);
        ReservationChange change = ReservationChange.NONE.consumers(List.of());

        for (PortBlock block : Blocks.touching(BLOCK)) {
            if (!block.equals(BLOCK)) {
                Answers.refused(ports.change(protocol, block, change), Code.ERROR_NOT_FOUND);
            }
        }
        Answers.refused(ports.change("nobody", change), Code.ERROR_NOT_FOUND, "nobody");
        Answers.refused(
                ports.change("web", ReservationChange.NONE.named("other")), Code.ERROR_SHARING_VIOLATION, "other");
        Answers.refused(ports.change("web", ReservationChange.NONE), Code.ERROR_INVALID_PARAMETER);
        Answers.refused(
                ports.change("web", change.consumers(List.of(Consumer.user("no-such-user")))),
                Code.ERROR_INVALID_PARAMETER,
                "no-such-user");
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    /** Binds the ports of the block until it is over; answers how often what came of it. */
    private static Callable<Map<String, Integer>> binding(Actor actor, Protocol protocol, AtomicBoolean over) {
        return () -> {
            Map<String, Integer> all = new TreeMap<>();
            while (!over.get()) {
                for (SocketKind kind : SocketKind.all(protocol)) {
                    actor.attack(kind, kind.loopback(), BLOCK, AT_A_TIME)
                            .forEach((outcome, times) -> all.merge(outcome, times, Integer::sum));
                }
            }
            return all;
        };
    }
}

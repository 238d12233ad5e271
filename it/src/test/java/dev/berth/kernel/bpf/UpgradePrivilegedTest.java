package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Origin;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Rights;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.ProcessStat;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A guard that another Berth has loaded is upgraded without a gap. */
@InWalls
class UpgradePrivilegedTest {
    private static final long FIRST = 0x5d3c_2a19_0000_0001L;
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);

    @Test
    void aGuardOfAbi2IsUpgradedWithAllThatItHolds(Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(FIRST + 9);
        Life self = Callers.life();
        List<GuardEntry> held = List.of(
                entry(1, State.PERSISTENT, PortBlock.of(80), Life.NOBODY),
                entry(2, State.RUNTIME, PortBlock.of(9_000, 4), self),
                entry(3, State.PENDING, PortBlock.of(9_100, 200), self));
        for (GuardEntry entry : held) {
            former.hold(entry);
        }
        try (BpfMap session = former.meta();
                PinnedGuard guard = load(walls)) {
            assertThat(guard.entries()).containsExactlyInAnyOrderElementsOf(held);
            assertThat(guard.issue()).isEqualTo(new Token(FIRST + 9));
            assertThat(guard.isRetired()).isFalse();
            assertThat(guard.changes()).isGreaterThan(6);
            assertThat(guard.lostHooks()).isEmpty();
            long changes = Meta.read(session.get(0).orElseThrow()).changes();
            assertThat(changes).as("an engine of it notices").isNegative().matches(MetaMemory::isDeparted);
            assertOursAlone(walls);
        } finally {
            remove(walls);
        }
    }

    @Test
    void whatLastsBesideTheEntriesStaysAsItWas(Walls walls) throws IOException {
        new FormerBerth(walls).load(FIRST);
        try (PinnedGuard before = new PinnedGuard(walls.bpffs(), walls.call(Callers::networkNamespace))) {
            before.claim(PortSet.of(BLOCK)); // maps that both have in common
            before.turn(12_345);
        }
        try (PinnedGuard guard = load(walls)) {
            assertThat(guard.claims()).isEqualTo(PortSet.of(BLOCK));
            assertThat(guard.turn()).isEqualTo(12_345);
        } finally {
            remove(walls);
        }
    }

    @Test
    void readersAreToldThatItIsToBeUpgraded(Walls walls) throws IOException {
        new FormerBerth(walls).load(FIRST);
        GuardDirectory home = GuardInWalls.home(walls);
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> walls.call(home::open))
                .withMessageEndingWith("is of ABI 2 and this Berth speaks ABI 3; run 'berth restore' as root, which"
                        + " upgrades it without a gap");
        remove(walls);
    }

    @Test
    void whoeverUsesSocketsNoticesNothing(Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(FIRST);
        Actor actor = walls.actor().as(65_534, 65_534).start();
        Actor consumer = walls.actor().as(1234, 1234).start();
        Life owner = ProcessStat.read("/proc/" + consumer.pid() + "/stat").life();
        former.hold(entry(1, State.RUNTIME, BLOCK, owner));
        former.hold(entry(2, State.RUNTIME, PortBlock.of(9_100), owner));
        former.hold(entry(3, State.PERSISTENT, PortBlock.of(9_200), Life.NOBODY));
        ActorSocket early = actor.socket(SocketKind.TCP4);
        ActorSocket late = actor.socket(SocketKind.MPTCP6);
        ActorSocket anchor = actor.socket(SocketKind.UDP6);
        try (GuardInWalls before = GuardInWalls.around(walls)) {
            before.associate(early, token(1));
            before.associate(late, token(1));
            before.anchor(anchor, token(2));
            List<Integer> ports =
                    new ArrayList<>(List.of(early.bind("0.0.0.0", 0).orElseThrow()));

            try (GuardInWalls held = GuardInWalls.load(walls)) {
                ports.add(late.bind("::", 0).orElseThrow());
                for (int i = 0; i < 2; i++) {
                    ActorSocket next = actor.socket(SocketKind.TCP6);
                    held.associate(next, token(1));
                    ports.add(next.bind("::", 0).orElseThrow());
                }
                assertThat(ports).containsExactlyInAnyOrder(9_000, 9_001, 9_002, 9_003);
                ActorSocket none = actor.socket(SocketKind.TCP4);
                held.associate(none, token(1));
                assertThat(none.bind("0.0.0.0", 0)).hasToString("EADDRINUSE");
                early.close();
                assertThat(none.bind("0.0.0.0", 0).orElseThrow()).isEqualTo(ports.getFirst());

                assertThat(actor.bind(SocketKind.TCP4, 9_100)).hasToString("EACCES");
                anchor.close();
                assertThat(actor.bind(SocketKind.TCP4, 9_100).isOk()).isTrue();
                assertThat(held.guard.endings()).isOne();

                assertThat(actor.bind(SocketKind.UDP4, 9_200)).hasToString("EACCES");
                assertThat(consumer.bind(SocketKind.UDP4, 9_200).isOk()).isTrue();
            }
        }
    }

    @Test
    void aGuardOfAbi2ElsewhereIsStillAnotherGuard(Walls walls) throws IOException {
        new FormerBerth(walls).load(FIRST);
        GuardDirectory elsewhere = new GuardDirectory(
                walls.directory().resolve("elsewhere"), () -> walls.cgroup().directory(), Callers::networkNamespace);
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> walls.call(elsewhere::load))
                .withMessageStartingWith("another guard, with BPF map ");
        remove(walls);
    }

    @Test
    void aGuardOfAnAbiThatNobodyRemembersIsRefusedByName(Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(FIRST);
        try (BpfMap meta = former.meta()) {
            meta.put(0, meta.get(0).orElseThrow().putInt(0, 1));
        }
        GuardDirectory home = GuardInWalls.home(walls);
        assertThatExceptionOfType(UnsupportedException.class)
                .isThrownBy(() -> walls.call(home::load))
                .withMessageEndingWith(
                        "is of ABI 1 and this Berth speaks ABI 3; use the older Berth to disable it first");
        remove(walls);
    }

    static GuardDirectory home(Walls walls, int revision) {
        return new GuardDirectory(
                walls.bpffs(), () -> walls.cgroup().directory(), Callers::networkNamespace, revision, _ -> {});
    }

    static PinnedGuard load(Walls walls) throws IOException {
        GuardDirectory home = GuardInWalls.home(walls);
        return (PinnedGuard) walls.call(home::load);
    }

    static void remove(Walls walls) throws IOException {
        GuardDirectory home = GuardInWalls.home(walls);
        walls.call(() -> {
            home.remove();
            return 0;
        });
        assertThat(walls.bpffs()).doesNotExist();
    }

    static void assertOursAlone(Walls walls) throws IOException {
        try (Stream<Path> files = Files.list(walls.bpffs())) {
            List<String> ours = new ArrayList<>();
            Pin.Hook.ALL.forEach(hook -> ours.add(hook.file()));
            Stream.of(Pin.values()).forEach(pin -> ours.add(pin.file()));
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> !name.endsWith(".debug")))
                    .containsExactlyInAnyOrderElementsOf(ours);
        }
        try (BpfMap meta = new BpfMap(Bpf.get(walls.bpffs().resolve("meta").toString()), "meta", Meta.SIZE)) {
            Meta known = Meta.read(meta.get(0).orElseThrow());
            assertThat(known.abi()).isEqualTo(Meta.ABI);
            assertThat(known.revision()).isEqualTo(Meta.REVISION);
        }
    }

    static Token token(int number) {
        return new Token(FIRST + number);
    }

    /** An entry whose one consumer is user 1234. */
    static GuardEntry entry(int number, State state, PortBlock block, Life owner) {
        return new GuardEntry(
                token(number),
                state,
                Protocol.TCP_UDP,
                block,
                Deny.EACCES,
                LowPorts.FREE_FOR_CONSUMERS,
                owner,
                new Rights(List.of(1234L), List.of(), List.of("/some/where")),
                state == State.RUNTIME ? Lifetime.SOCKET : Lifetime.PROCESS,
                Instant.ofEpochSecond(1_800_000_000L),
                Origin.NONE);
    }
}

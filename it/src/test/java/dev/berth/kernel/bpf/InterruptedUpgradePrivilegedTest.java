package dev.berth.kernel.bpf;

import static dev.berth.kernel.bpf.UpgradePrivilegedTest.entry;
import static dev.berth.kernel.bpf.UpgradePrivilegedTest.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.bpf.GuardUpgrade.Step;
import dev.berth.kernel.unix.Callers;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An upgrade that dies at any step leaves one whole guard, and the next load brings it to its end. */
@InWalls
class InterruptedUpgradePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);
    private static final PortBlock ENDING = PortBlock.of(9_100);

    /** The end of the process: nothing is tidied up. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> deaths() {
        return Stream.concat(
                Stream.of(Step.values()).filter(step -> step != Step.REPLACED).map(step -> Arguments.of(step, 1)),
                IntStream.rangeClosed(1, Pin.Hook.ALL.size()).mapToObj(time -> Arguments.of(Step.REPLACED, time)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void itIsFinishedOrBegunAnewByTheNextLoad(Step step, int time, Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(token(9).bits());
        GuardEntry lasting = entry(1, State.PERSISTENT, BLOCK, Life.NOBODY);
        former.hold(lasting);
        former.hold(entry(2, State.PERSISTENT, ENDING, Life.NOBODY));
        Actor stranger = walls.actor().as(65_534, 65_534).start();
        ActorSocket anchor = stranger.socket(SocketKind.TCP4);
        anchor(walls, anchor);
        try (Strangers strangers = new Strangers(walls, BLOCK, SocketKind.TCP6, SocketKind.UDP4)) {
            GuardDirectory dying = dying(walls, step, time);
            assertThatThrownBy(() -> walls.call(dying::load)).isInstanceOf(Death.class);
            assertOneWholeGuard(walls, former);
            anchor.close(); // whoever judges now, it ends
            try (PinnedGuard guard = UpgradePrivilegedTest.load(walls)) {
                assertThat(guard.entries()).containsExactly(lasting);
                assertThat(guard.isRetired()).isFalse();
                assertThat(guard.issue()).isEqualTo(token(9));
                UpgradePrivilegedTest.assertOursAlone(walls);
                assertThat(stranger.bind(SocketKind.TCP4, 9_100).isOk()).isTrue();
            }
            assertThat(strangers.answers()).containsOnlyKeys("EACCES");
        } finally {
            UpgradePrivilegedTest.remove(walls);
        }
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void whatEndsMeanwhileStaysEnded(Step step, int time, Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(token(9).bits());
        former.hold(entry(1, State.PERSISTENT, BLOCK, Life.NOBODY));
        former.hold(entry(2, State.PERSISTENT, ENDING, Life.NOBODY));
        Actor owner = walls.actor().start();
        ActorSocket anchor = owner.socket(SocketKind.TCP4);
        anchor(walls, anchor);
        GuardDirectory home = watched(walls, step, time, anchor::close);
        try (PinnedGuard guard = (PinnedGuard) walls.call(home::load)) {
            assertThat(guard.entries()).extracting(GuardEntry::token).containsExactly(token(1));
            assertThat(guard.endings()).isOne();
        } finally {
            UpgradePrivilegedTest.remove(walls);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADED", "COPIED", "PINNED", "RETIRED"})
    void oneThatFailsBeforeItCountsLeavesTheOldGuardAsItWas(Step step, Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(token(9).bits());
        former.hold(entry(1, State.PERSISTENT, BLOCK, Life.NOBODY));
        GuardDirectory failing = watched(walls, step, 1, () -> {
            throw new IOException("no more memory");
        });
        assertThatThrownBy(() -> walls.call(failing::load)).hasRootCauseMessage("no more memory");
        assertThat(former.tokens()).containsExactly(token(1));
        try (BpfMap meta = former.meta()) {
            assertThat(Meta.read(meta.get(0).orElseThrow()).changes())
                    .isPositive()
                    .isLessThan(10);
        }
        assertThat(Files.exists(walls.bpffs().resolve(Pin.RESERVATIONS.file()))).isFalse();
        assertThat(Files.exists(walls.bpffs().resolve("meta_next"))).isFalse();
        UpgradePrivilegedTest.remove(walls);
    }

    @ParameterizedTest
    @EnumSource(names = {"PINNED", "COMMITTED", "REPLACED", "REVISED"})
    void itCanBeTakenOutAsItStands(Step step, Walls walls) throws IOException {
        FormerBerth former = new FormerBerth(walls);
        former.load(token(9).bits());
        former.hold(entry(1, State.PERSISTENT, BLOCK, Life.NOBODY));
        GuardDirectory dying = dying(walls, step, 1);
        assertThatThrownBy(() -> walls.call(dying::load)).isInstanceOf(Death.class);
        UpgradePrivilegedTest.remove(walls);
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
        try (GuardInWalls again = GuardInWalls.load(walls)) {
            assertThat(again.guard.entries()).isEmpty();
        }
    }

    /** The pin of meta says which, and everything that it takes is pinned. */
    private static void assertOneWholeGuard(Walls walls, FormerBerth former) throws IOException {
        GuardLinks links = new GuardLinks(walls.bpffs());
        assertThat(links.lost()).isEmpty();
        if (abi(walls) == FormerGuard.ABI) {
            assertThat(former.tokens()).containsExactlyInAnyOrder(token(1), token(2));
            return;
        }
        try (PinnedGuard guard = new PinnedGuard(walls.bpffs(), walls.call(Callers::networkNamespace))) {
            assertThat(guard.entries()).extracting(GuardEntry::token).containsExactlyInAnyOrder(token(1), token(2));
            boolean isFinished = Set.of(Meta.REVISION).contains(revision(walls));
            assertThat(guard.isRetired())
                    .as("not to be written to before it is finished")
                    .isTrue();
            assertThat(Files.exists(walls.bpffs().resolve(FormerGuard.RESERVATIONS)) || isFinished)
                    .isTrue();
        }
    }

    private static void anchor(Walls walls, ActorSocket anchor) throws IOException {
        @SuppressWarnings("resource") // which would take the guard out
        GuardInWalls guard = GuardInWalls.around(walls);
        guard.anchor(anchor, token(2));
        guard.guard.close();
    }

    private static int abi(Walls walls) throws IOException {
        return meta(walls).abi();
    }

    private static int revision(Walls walls) throws IOException {
        return meta(walls).revision();
    }

    private static Meta meta(Walls walls) throws IOException {
        String file = walls.bpffs().resolve("meta").toString();
        int size;
        try (var map = Bpf.get(file)) {
            size = Bpf.info(map, file).valueSize();
        }
        try (BpfMap map = new BpfMap(Bpf.get(file), file, size)) {
            return Meta.read(map.get(0).orElseThrow());
        }
    }

    private static GuardDirectory dying(Walls walls, Step step, int time) {
        return watched(walls, step, time, () -> {
            throw new Death();
        });
    }

    /** What happens at a step. */
    private interface Event {
        void happen() throws IOException;
    }

    /** A Berth whose upgrade meets with something when it has come to a step for the so-manieth time. */
    private static GuardDirectory watched(Walls walls, Step step, int time, Event event) {
        int[] seen = {0};
        return new GuardDirectory(
                walls.bpffs(), () -> walls.cgroup().directory(), Callers::networkNamespace, Meta.REVISION, reached -> {
                    if (reached == step && ++seen[0] == time) {
                        try {
                            event.happen();
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                    }
                });
    }
}

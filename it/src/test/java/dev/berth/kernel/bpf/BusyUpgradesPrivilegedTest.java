package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.it.thieves.Insistent;
import dev.berth.it.thieves.Loot;
import dev.berth.it.thieves.Thief;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;
import dev.berth.kernel.UnsupportedException;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs are replaced, and maps with them, while strangers and consumers bind without a pause. */
@Tag(Soak.TAG)
@InWalls
class BusyUpgradesPrivilegedTest {
    private static final int ROUNDS = Soak.times(3, 70);
    private static final int UPGRADES = 3; // a round
    private static final PortBlock BLOCK = PortBlock.of(9_000, 40);

    @Test
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("From ABI 2 to ours, from revision to revision, and back: no stranger gets in, no consumer is refused")
    void noGapInEitherDirection(Walls walls) throws Exception {
        FormerBerth former = new FormerBerth(walls);
        Token token = new Token(0x5d3c_2a19_0000_0001L);
        former.load(token.bits() + 1);
        former.hold(entry(token));
        try (Insistent strangers = new Insistent("stranger");
                Insistent consumers = new Insistent("consumer")) {
            strangers.start(Thief.root(walls), BLOCK);
            strangers.start(Thief.user(OrdinaryUser.MALLORY, walls), BLOCK);
            for (int i = 0; i < 2; i++) { // in different ports, so as not to be in each other's way
                consumers.start(Thief.user(Thief.CONSUMER, walls), PortBlock.of(BLOCK.port(i * 20), 20));
            }
            for (int i = 0; i < ROUNDS; i++) {
                UpgradePrivilegedTest.load(walls).close(); // from ABI 2
                loadRevision(walls, Meta.REVISION + 1);
                loadRevision(walls, Meta.REVISION + 2);
                former.takeBack();
            }
            String during = " during " + ROUNDS * UPGRADES + " upgrades and " + ROUNDS + " ways back";
            assertThat(strangers.end(during).unguarded()).isEmpty();
            assertThat(consumers.end(during).outcomes()).isSubsetOf(Loot.INSIDE, Loot.OUTSIDE);
            assertThat(former.tokens()).containsExactly(token);
        } finally {
            UpgradePrivilegedTest.remove(walls);
        }
    }

    @Test
    @DisplayName("A guard of a newer ABI is refused by name by whoever would change it, and guards on as it did")
    void aNewerAbiIsLeftAsItIs(Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls);
                BpfMap meta = new BpfMap(Bpf.get(walls.bpffs().resolve("meta").toString()), "meta", Meta.SIZE);
                Insistent strangers = new Insistent("stranger")) {
            held.hold(Protocol.TCP_UDP, BLOCK);
            ByteBuffer ours = meta.get(0).orElseThrow();
            meta.put(0, meta.get(0).orElseThrow().putInt(0, Meta.ABI + 1));
            List<Object> before = everything(walls, meta);
            strangers.start(Thief.root(walls), BLOCK);
            for (int i = 0; i < ROUNDS; i++) {
                assertThatExceptionOfType(UnsupportedException.class)
                        .isThrownBy(() -> walls.call(held.home::load))
                        .withMessageContaining(
                                "is of ABI " + (Meta.ABI + 1) + " and this Berth speaks ABI " + Meta.ABI);
            }
            assertThat(everything(walls, meta)).isEqualTo(before);
            assertThat(strangers
                            .end(" while " + ROUNDS + " loads of an older Berth were refused")
                            .unguarded())
                    .isEmpty();
            meta.put(0, ours);
        }
    }

    /** What is pinned, which programs and links that is, and what it says of itself. */
    private static List<Object> everything(Walls walls, BpfMap meta) throws IOException {
        try (Stream<Path> pins = Files.list(walls.bpffs())) {
            return List.of(
                    pins.sorted().toList(),
                    RevisionPrivilegedTest.ids(walls, "link", 4),
                    RevisionPrivilegedTest.ids(walls, "program", 8),
                    meta.get(0).orElseThrow());
        }
    }

    private static void loadRevision(Walls walls, int revision) throws IOException {
        GuardDirectory next = UpgradePrivilegedTest.home(walls, revision);
        walls.call(next::load).close();
    }

    private static GuardEntry entry(Token token) {
        Rights consumer = new Rights(List.of(Thief.CONSUMER.id()), List.of(), List.of());
        return new GuardEntry(
                token,
                State.PERSISTENT,
                Protocol.TCP_UDP,
                BLOCK,
                Deny.EACCES,
                LowPorts.FREE_FOR_CONSUMERS,
                Life.NOBODY,
                consumer);
    }
}

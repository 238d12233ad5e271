package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry ends with what its life hangs on, without anybody's help. */
@InWalls
class LifePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"PENDING", "RUNTIME"})
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void anEntryIsVoidOnceItsOwnerIsGone(State state, Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor stranger = walls.actor().start();
            Process owner = new ProcessBuilder("sleep", "600").start();
            held.hold(Protocol.TCP, BLOCK, state, life(owner.pid()));
            assertThat(stranger.bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
            owner.destroyForcibly().waitFor();
            assertThat(stranger.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
        }
    }

    @Test
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void aZombieIsGone(Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor stranger = walls.actor().start();
            Actor parent = walls.actor().start(); // which never waits for its children
            int child = parent.fork();
            held.hold(Protocol.TCP, BLOCK, State.RUNTIME, life(child));
            assertThat(stranger.bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
            ProcessHandle.of(child).orElseThrow().destroyForcibly();
            Eventually.when("the child is a zombie", () -> stat(child).contains(") Z "));
            assertThat(stranger.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
        }
    }

    @Test
    @NeedsKernel(KernelAbility.TASKS_BY_NUMBER)
    void aProcessWithTheNumberOfTheOwnerIsNotTheOwner(Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor stranger = walls.actor().start();
            Life owner = life(walls.actor().start().pid());
            held.hold(Protocol.TCP, BLOCK, State.RUNTIME, new Life(owner.pid(), owner.startTicks() - 1));
            assertThat(stranger.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
            held.hold(Protocol.TCP, BLOCK, State.RUNTIME, owner);
            assertThat(stranger.bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEntryEndsWithTheLastCloseOfItsAnchor(SocketKind kind, Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor stranger = walls.actor().start();
            Actor owner = walls.actor().start();
            ActorSocket anchor = owner.socket(kind);
            Token token = held.hold(Protocol.TCP_UDP, BLOCK);
            held.anchor(anchor, token);
            int child = owner.fork();
            anchor.close();
            assertThat(stranger.bind(SocketKind.TCP4, 9_000))
                    .as("the child still has a copy")
                    .hasToString("EACCES");
            ProcessHandle copy = ProcessHandle.of(child).orElseThrow();
            copy.destroyForcibly();
            Eventually.when("the child is dead", () -> stat(child).contains(") Z "));
            assertThat(held.guard.entry(token)).isEmpty();
            assertThat(stranger.bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
        }
    }

    @Test
    void anEntryThatIsPutBackEndsWithTheAnchorThatItShares(Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            ActorSocket anchor = actor.socket(SocketKind.TCP4);
            Token first = held.hold(Protocol.TCP, BLOCK);
            Token second = held.hold(Protocol.TCP, PortBlock.of(9_100));
            held.anchor(anchor, first);
            held.anchor(anchor, second);
            GuardEntry entry = held.guard.entry(second).orElseThrow();
            assertThat(entry.anchor()).isEqualTo(first);
            held.guard.remove(second);
            held.guard.put(entry);
            anchor.close();
            assertThat(held.guard.entries()).isEmpty();
        }
    }

    @Test
    void anAnchorIsFreeAtOnceWhenItCloses(Walls walls) throws Exception {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Actor actor = walls.actor().start();
            for (int round = 0; round < 50; round++) {
                ActorSocket anchor = actor.socket(SocketKind.UDP6);
                held.anchor(anchor, held.hold(Protocol.UDP, BLOCK));
                assertThat(actor.bind(SocketKind.UDP4, 9_003)).hasToString("EACCES");
                anchor.close();
                assertThat(actor.bind(SocketKind.UDP4, 9_003).isOk()).isTrue();
            }
        }
    }

    private static Life life(long pid) throws IOException {
        String stat = stat((int) pid);
        // Field 22, counted from the state, which is field 3 and follows the last parenthesis.
        String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        return new Life((int) pid, Long.parseLong(ticks));
    }

    private static String stat(int pid) throws IOException {
        return Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
    }
}

package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs of one ABI replace each other only where they are newer. */
@InWalls
class RevisionPrivilegedTest {
    private static final int OBJ_GET_INFO_BY_FD = 15;

    @Test
    void anOlderRevisionIsReplacedInItsLinks(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            held.hold(Protocol.TCP, PortBlock.of(9_000));
            List<Integer> links = ids(walls, "link", 4);
            List<Integer> programs = ids(walls, "program", 8);
            load(walls, Meta.REVISION + 1);
            assertThat(revision(walls)).isEqualTo(Meta.REVISION + 1);
            assertThat(ids(walls, "link", 4)).isEqualTo(links);
            assertThat(ids(walls, "program", 8)).doesNotContainAnyElementsOf(programs);
            assertThat(held.guard.isRetired()).as("who has it open goes on").isFalse();
            assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
        }
    }

    @Test
    void theSameAndANewerOneStayAsTheyAre(Walls walls) throws IOException {
        try (GuardInWalls _ = GuardInWalls.load(walls)) {
            load(walls, Meta.REVISION + 1);
            List<Integer> programs = ids(walls, "program", 8);
            load(walls, Meta.REVISION + 1);
            load(walls, Meta.REVISION);
            assertThat(ids(walls, "program", 8)).isEqualTo(programs);
            assertThat(revision(walls)).isEqualTo(Meta.REVISION + 1);
        }
    }

    @Test
    void aNewerOneThatHasLostAHookIsOursUntilANewerBerthComes(Walls walls) throws IOException {
        try (GuardInWalls _ = GuardInWalls.load(walls)) {
            load(walls, Meta.REVISION + 1);
            Files.delete(walls.bpffs().resolve("link_berth_bind4"));
            load(walls, Meta.REVISION);
            assertThat(new GuardLinks(walls.bpffs()).lost()).isEmpty();
            assertThat(revision(walls)).isEqualTo(Meta.REVISION);
            List<Integer> programs = ids(walls, "program", 8);
            load(walls, Meta.REVISION + 1);
            assertThat(ids(walls, "program", 8)).doesNotContainAnyElementsOf(programs);
        }
    }

    @Test
    void anOlderOneThatHasLostAHookGetsItBack(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            held.hold(Protocol.TCP, PortBlock.of(9_000));
            Files.delete(walls.bpffs().resolve("link_berth_bind4"));
            load(walls, Meta.REVISION + 1);
            assertThat(new GuardLinks(walls.bpffs()).lost()).isEmpty();
            assertThat(revision(walls)).isEqualTo(Meta.REVISION + 1);
            assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
        }
    }

    private static void load(Walls walls, int revision) throws IOException {
        GuardDirectory home = UpgradePrivilegedTest.home(walls, revision);
        walls.call(home::load).close();
    }

    private static int revision(Walls walls) throws IOException {
        try (BpfMap meta = new BpfMap(Bpf.get(walls.bpffs().resolve("meta").toString()), "meta", Meta.SIZE)) {
            return Meta.read(meta.get(0).orElseThrow()).revision();
        }
    }

    /** What the kernel calls the links, or their programs: a field of {@code struct bpf_link_info}. */
    static List<Integer> ids(Walls walls, String what, int offset) throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (Pin.Hook hook : Pin.Hook.ALL) {
            try (Fd link = Bpf.get(walls.bpffs().resolve(hook.file()).toString());
                    Arena arena = Arena.ofConfined()) {
                MemorySegment info = arena.allocate(32, Long.BYTES);
                MemorySegment attr = arena.allocate(16, Long.BYTES);
                attr.set(JAVA_INT, 0, link.number());
                attr.set(JAVA_INT, 4, (int) info.byteSize());
                attr.set(JAVA_LONG, 8, info.address());
                Syscall.call(SyscallNumber.BPF, what, OBJ_GET_INFO_BY_FD, attr.address(), attr.byteSize());
                ids.add(info.get(JAVA_INT, offset));
            }
        }
        return ids;
    }
}

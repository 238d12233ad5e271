package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MountInfo;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Netns;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the guard is pinned, by whom, for which namespace. */
@InWalls
class GuardDirectoryPrivilegedTest {
    private static final int NEWER = Meta.ABI + 1;

    @Test
    void whatWasLoadedIsOpenedAgainAsItWas(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000, 4));
            try (PinnedGuard again = (PinnedGuard) walls.call(held.home::load)) {
                assertThat(again.entries()).isEqualTo(held.guard.entries());
                assertThat(again.issue().bits()).isEqualTo(token.bits() + 1);
            }
            assertThat(Files.getPosixFilePermissions(walls.bpffs()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(Files.getPosixFilePermissions(walls.bpffs().resolve("meta")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void theMetaMapSaysWhoseGuardItIs(Walls walls) throws IOException {
        try (GuardInWalls _ = GuardInWalls.load(walls);
                BpfMap map = new BpfMap(Bpf.get(walls.bpffs().resolve("meta").toString()), "meta", Meta.SIZE)) {
            Meta meta = Meta.read(map.get(0).orElseThrow());
            assertThat(meta.abi()).isEqualTo(Meta.ABI);
            assertThat(meta.revision()).isEqualTo(Meta.REVISION);
            assertThat(meta.namespace()).isEqualTo(walls.call(Callers::networkNamespace));
            assertThat(meta.nextToken() & 0xffff_ffffL).isOne();
            assertThat(meta.bootId())
                    .hasToString(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip());
        }
    }

    @Test
    void removingLeavesNothingAndCanBeRepeated(Walls walls) throws IOException {
        GuardInWalls held = GuardInWalls.load(walls);
        held.hold(Protocol.TCP, PortBlock.of(9_000));
        held.close();
        held.close();
        assertThat(walls.bpffs()).doesNotExist();
        assertThat(MountInfo.read()).extracting(MountInfo::mountPoint).doesNotContain(walls.bpffs());
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000).isOk()).isTrue();
        try (GuardInWalls again = GuardInWalls.load(walls)) {
            assertThat(again.guard.entries()).isEmpty();
        }
    }

    @Test
    void aCallerFromAnotherNamespaceIsRefusedByNamingBoth(Walls walls) throws IOException {
        Netns elsewhere = walls.anotherNetwork();
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            NetworkNamespace there = elsewhere.call(Callers::networkNamespace);
            assertThatThrownBy(() -> elsewhere.call(held.home::open))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining(held.guard.namespace().toString())
                    .hasMessageContaining(there.toString())
                    .hasMessageEndingWith(
                            "where that namespace has gone, 'rm -r " + walls.bpffs() + "' removes what kept it");
            assertThatThrownBy(() -> elsewhere.call(held.home::load)).isInstanceOf(UnsupportedException.class);
        }
    }

    @Test
    void aSecondGuardOfTheNamespaceIsRefusedAndLeavesNothing(Walls walls) throws IOException {
        Path other = walls.directory().resolve("other");
        GuardDirectory second = new GuardDirectory(other, () -> walls.cgroup().directory(), Callers::networkNamespace);
        try (GuardInWalls _ = GuardInWalls.load(walls)) {
            assertThatThrownBy(() -> walls.call(second::load))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("another guard");
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void aGuardOfAnotherAbiIsRefusedByName(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            try (BpfMap map = new BpfMap(Bpf.get(walls.bpffs().resolve("meta").toString()), "meta", Meta.SIZE)) {
                Meta meta = Meta.read(map.get(0).orElseThrow());
                map.put(0, new Meta(NEWER, 1, meta.namespace(), meta.nextToken(), meta.bootId(), 0).write());
            }
            assertThatThrownBy(() -> walls.call(held.home::open))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("ABI " + NEWER);
        }
    }

    @Test
    void aDirectoryThatOthersCanWriteIsRefusedByName(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Files.setPosixFilePermissions(walls.bpffs(), PosixFilePermissions.fromString("rwxrwx---"));
            assertThatThrownBy(() -> walls.call(held.home::open))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining(walls.bpffs().toString());
            Files.setPosixFilePermissions(walls.bpffs(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aLoadThatFailsLeavesNothing(Walls walls) throws IOException {
        GuardDirectory home = new GuardDirectory(
                walls.bpffs(), () -> walls.directory().resolve("no-cgroup"), Callers::networkNamespace);
        assertThatThrownBy(() -> walls.call(home::load)).hasMessageContaining("no-cgroup");
        assertThat(walls.bpffs()).doesNotExist();
        assertThat(Fd.forgotten()).isZero();
    }

    @Test
    void whatACrashLeftIsTidiedByTheNextLoad(Walls walls) throws IOException {
        GuardInWalls crashed = GuardInWalls.load(walls);
        crashed.guard.close();
        Files.delete(walls.bpffs().resolve("meta")); // the last pin that a load makes
        assertThat(walls.call(crashed.home::open)).isEmpty();
        try (GuardInWalls again = GuardInWalls.load(walls)) {
            again.hold(Protocol.TCP, PortBlock.of(9_000));
            assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
        }
    }

    @Test
    void aLinkThatSomebodyUnpinnedIsMissedAndMadeAgain(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000));
            Files.delete(walls.bpffs().resolve("link_berth_bind4"));
            assertThat(held.guard.lostHooks()).containsExactly("berth_bind4");
            loadedAgain(walls, held, token);
        }
    }

    @Test
    void aGuardWhoseCgroupWentIsAttachedToTheNewOneWithAllThatItHolds(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000));
            walls.cgroup().close();
            walls.cgroup().make();
            // The kernel detaches what was attached to a cgroup some time after it has gone.
            Eventually.when("all hooks are lost", () -> held.guard.lostHooks().size() == Pin.Hook.ALL.size());
            assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000).isOk())
                    .isTrue();
            loadedAgain(walls, held, token);
        }
    }

    @Test
    void aCgroupThatWasMadeAnewIsNotTheOneThatTheGuardIsAttachedTo(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000));
            walls.cgroup().close();
            walls.cgroup().make();
            loadedAgain(walls, held, token); // whether or not the kernel has detached it from the old one
        }
    }

    @Test
    void aGuardOnAnotherCgroupIsRefusedByNamingBoth(Walls walls) throws IOException {
        ControlGroup other = walls.cgroup().child("other").make();
        GuardDirectory home = new GuardDirectory(walls.bpffs(), other::directory, Callers::networkNamespace);
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Token token = held.hold(Protocol.TCP, PortBlock.of(9_000));
            assertThat(home.elsewhere()).contains(walls.cgroup().directory().toString());
            assertThat(held.home.elsewhere()).isEmpty();
            assertThatThrownBy(() -> walls.call(home::load))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageStartingWith("the guard in " + walls.bpffs() + " is attached to cgroup "
                            + walls.cgroup().directory() + " and not to " + other.directory() + "; ")
                    .hasMessageContaining("--cgroup")
                    .hasMessageContaining("berth disable");
            assertThat(walls.actor().start().bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
            assertThat(held.guard.entry(token)).isPresent();
        }
        walls.call(home::load).close(); // as after a 'berth disable'
        assertThat(home.elsewhere()).isEmpty();
        walls.call(() -> {
            home.remove();
            return 0;
        });
    }

    @Test
    void aMapThatSomebodyElseCallsLikeOursIsNotRead(Walls walls) throws IOException {
        // A hash is empty; of an array for each processor the kernel would copy more than one value.
        for (int type : new int[] {1, 6}) {
            try (Fd _ = map(type, "berth_meta", Meta.SIZE)) {
                GuardInWalls.load(walls).close();
            }
        }
    }

    @Test
    void aMapThatSomebodyUnpinnedIsNamedWithTheWayOut(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Files.delete(walls.bpffs().resolve("refusals"));
            Files.delete(walls.bpffs().resolve("link_berth_bind4"));
            assertThatThrownBy(() -> walls.call(held.home::load))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("has lost its map refusals; run 'berth disable' and then 'berth restore'");
        }
        GuardInWalls.load(walls).close();
    }

    @Test
    void aHookThatAnotherProgramHasToItselfIsNamed(Walls walls) throws IOException {
        try (GuardObject object = GuardObject.load(_ -> Optional.empty());
                Fd program = object.program(Pin.Hook.ALL.getLast());
                Fd cgroup = Fcntl.open(walls.cgroup().directory().toString(), Fcntl.O_RDONLY, 0)) {
            attachAlone(program, cgroup, Pin.Hook.ALL.getLast().attachType());
        }
        assertThatThrownBy(() -> GuardInWalls.load(walls))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(
                        "berth_bind6 not be attached to " + walls.cgroup().directory())
                .hasMessageContaining("another program has the hook to itself");
        assertThat(walls.bpffs()).doesNotExist();
    }

    /** {@code BPF_MAP_CREATE}, with keys of 4 bytes. */
    private static Fd map(int type, String name, int valueSize) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(48, Long.BYTES);
            attr.set(JAVA_INT, 0, type);
            attr.set(JAVA_INT, 4, Integer.BYTES);
            attr.set(JAVA_INT, 8, valueSize);
            attr.set(JAVA_INT, 12, 1);
            attr.setString(28, name);
            return new Fd(Bpf.bpf(0, "BPF_MAP_CREATE", name, attr), name);
        }
    }

    /** {@code BPF_PROG_ATTACH} without {@code BPF_F_ALLOW_MULTI}; it goes with the cgroup. */
    private static void attachAlone(Fd program, Fd cgroup, int hook) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(16, Long.BYTES);
            attr.set(JAVA_INT, 0, cgroup.number());
            attr.set(JAVA_INT, 4, program.number());
            attr.set(JAVA_INT, 8, hook);
            Bpf.bpf(8, "BPF_PROG_ATTACH", "a program", attr);
        }
    }

    private static void loadedAgain(Walls walls, GuardInWalls held, Token token) throws IOException {
        try (PinnedGuard again = (PinnedGuard) walls.call(held.home::load)) {
            assertThat(again.lostHooks()).isEmpty();
            assertThat(again.entry(token)).isPresent();
            Actor actor = walls.actor().start();
            assertThat(actor.bind(SocketKind.TCP4, 9_000)).hasToString("EACCES");
            ActorSocket socket = actor.socket(SocketKind.TCP4);
            held.associate(socket, token);
            assertThat(socket.bind("0.0.0.0", 0).orElseThrow())
                    .as("the programs judge by the maps that were there")
                    .isEqualTo(9_000);
        }
        assertThat(MountInfo.read()).extracting(MountInfo::mountPoint).contains(walls.bpffs());
    }
}

package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MountInfo;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Netns;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
                    .hasMessageContaining(there.toString());
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

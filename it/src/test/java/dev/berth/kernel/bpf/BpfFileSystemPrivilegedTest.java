package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MountInfo;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Whose the directory of a guard is, where it lies, and what is left of it. */
@InWalls
class BpfFileSystemPrivilegedTest {
    private static final int SOMEBODY = 65_534;

    @Test
    void whatSomebodyPutIntoHisOwnDirectoryIsNotDetached(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Path squat = squat(walls);
            Files.setAttribute(squat, "unix:uid", SOMEBODY);
            assertThatThrownBy(() -> walls.call(() -> removed(home(walls, squat))))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining(squat + " is not root's alone");
            assertThat(held.guard.lostHooks()).isEmpty();
            removeSquat(squat);
        }
    }

    @Test
    void whereALinkOfOursShouldBeASymbolicLinkIsRemovedAndNotFollowed(Walls walls) throws IOException {
        try (GuardInWalls held = GuardInWalls.load(walls)) {
            Path squat = squat(walls);
            removed(home(walls, squat));
            assertThat(squat).doesNotExist();
            assertThat(held.guard.lostHooks()).isEmpty();
        }
    }

    @Test
    void aStickyDirectoryKeepsWhatIsRootsFromEverybodyButItsOwner(Walls walls) throws IOException {
        Path parent = Files.createDirectory(walls.directory().resolve("parent"));
        Path directory = Files.createDirectory(parent.resolve("berth"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(parent, "unix:mode", 01777);
        BpfFileSystem place = new BpfFileSystem(directory);
        place.requireTrusted();
        Files.setAttribute(parent, "unix:uid", SOMEBODY);
        assertThatThrownBy(place::requireTrusted)
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining(parent + " is not root's alone");
    }

    @Test
    void aDirectoryBehindASymbolicLinkIsMountedOnceAndUnmounted(Walls walls) throws IOException {
        Path real = Files.createDirectory(walls.directory().resolve("real"));
        Path link = Files.createSymbolicLink(walls.directory().resolve("link"), real);
        GuardDirectory home = home(walls, link.resolve("bpf"));
        for (int round = 0; round < 2; round++) {
            walls.call(home::load).close();
            walls.call(home::load).close();
            assertThat(MountInfo.read()).extracting(MountInfo::mountPoint).containsOnlyOnce(real.resolve("bpf"));
            walls.call(() -> removed(home));
            assertThat(MountInfo.read()).extracting(MountInfo::mountPoint).doesNotContain(real.resolve("bpf"));
            assertThat(real).isEmptyDirectory();
        }
    }

    @Test
    void theDirectoryItselfIsNoSymbolicLink(Walls walls) throws IOException {
        Path real = Files.createDirectory(walls.directory().resolve("real"));
        Path link = Files.createSymbolicLink(walls.directory().resolve("link"), real);
        assertThatThrownBy(() -> new BpfFileSystem(link).requireTrusted()).hasMessageContaining("is a symbolic link");
    }

    @Test
    void whatIsNotTheGuardsStaysAndKeepsNobodyFromRemovingIt(Walls walls) throws IOException {
        Path place = Files.createDirectory(walls.bpffs());
        Program.of("mount", "-t", "bpf", "-o", "mode=0700", "none", place.toString())
                .expect(0);
        GuardDirectory home = home(walls, place.resolve("berth"));
        walls.call(home::load).close();
        Path foreign = Files.createDirectory(place.resolve("berth/foreign"));
        walls.call(() -> removed(home));
        assertThat(foreign.getParent()).isDirectoryContaining(foreign::equals).isDirectoryNotContaining("glob:**meta");
        Files.delete(foreign);
        walls.call(() -> removed(home));
        assertThat(foreign.getParent()).doesNotExist();
    }

    @Test
    void aMountThatIsInUseStaysAndIsUsedAgain(Walls walls) throws IOException {
        GuardInWalls held = GuardInWalls.load(walls);
        try (Fd _ = Fcntl.open(walls.bpffs().toString(), Fcntl.O_RDONLY, 0)) {
            held.close();
            assertThat(walls.bpffs()).isDirectoryNotContaining("glob:**/{meta,link_*}");
        }
        GuardInWalls.load(walls).close();
        assertThat(walls.bpffs()).doesNotExist();
    }

    /** A directory of its own beside the guard's pins, where a link of ours should be and something else is. */
    private static Path squat(Walls walls) throws IOException {
        Path squat = Files.createDirectory(walls.bpffs().resolve("squat"));
        Files.setPosixFilePermissions(squat, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(
                squat.resolve("link_berth_bind4"), walls.bpffs().resolve("link_berth_bind4"));
        return squat;
    }

    private static void removeSquat(Path squat) throws IOException {
        Files.delete(squat.resolve("link_berth_bind4"));
        Files.delete(squat);
    }

    private static GuardDirectory home(Walls walls, Path directory) {
        return new GuardDirectory(directory, () -> walls.cgroup().directory(), Callers::networkNamespace);
    }

    private static boolean removed(GuardDirectory home) throws IOException {
        home.remove();
        return true;
    }
}

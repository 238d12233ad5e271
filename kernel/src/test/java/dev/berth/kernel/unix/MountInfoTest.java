package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountInfoTest {
    private static final String HYBRID = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard,resuid=65534
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;
    private static final String PURE = """
            28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
            30 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 master:3 - cgroup2 cgroup2 \
            rw,nsdelegate,memory_recursiveprot
            31 23 0:27 / /sys/fs/bpf rw,nosuid,nodev,noexec,relatime shared:10 - bpf bpf rw,mode=700
            """;

    @Test
    void hybridModeHasCgroup2BesideTheOldHierarchies() throws Exception {
        assertThat(MountInfo.parse(HYBRID))
                .filteredOn(mount -> mount.type().equals("cgroup2"))
                .containsExactly(new MountInfo(
                        Path.of("/sys/fs/cgroup/unified"),
                        "/",
                        "cgroup2",
                        "cgroup2",
                        List.of("rw", "relatime"),
                        List.of("rw")));
    }

    @Test
    void aPlaceIsNamedWithoutTheLinksOnTheWayToIt(@TempDir Path temporary) throws IOException {
        Path real = Files.createDirectory(temporary.toRealPath().resolve("real"));
        Path link = Files.createSymbolicLink(real.resolveSibling("link"), real);
        assertThat(MountInfo.place(link.resolve("a/b"))).isEqualTo(real.resolve("a/b"));
        assertThat(MountInfo.place(link))
                .as("the last name may be anybody's link")
                .isEqualTo(link);
        assertThat(MountInfo.place(Path.of("/"))).isEqualTo(Path.of("/"));
    }

    @Test
    void optionalFieldsAreSkipped() throws Exception {
        assertThat(MountInfo.parse(PURE)).extracting(MountInfo::type).containsExactly("ext4", "cgroup2", "bpf");
        assertThat(MountInfo.parse(PURE).getLast().superOptions()).containsExactly("rw", "mode=700");
    }

    @Test
    void escapesAreUndone() throws Exception {
        String line = "36 35 98:0 /a\\134b /mnt/two\\040words\\011tab rw - fuse.x no\\043hash rw";
        MountInfo mount = MountInfo.parse(line).getFirst();
        assertThat(mount.mountPoint()).isEqualTo(Path.of("/mnt/two words\ttab"));
        assertThat(mount.root()).isEqualTo("/a\\b");
        assertThat(mount.source()).isEqualTo("no#hash");
        assertThat(MountInfo.unescape("\\9\\08\\400\\")).isEqualTo("\\9\\08\\400\\");
    }

    @Test
    void aMountMadeLaterCoversWhatLiesBelow() throws Exception {
        List<MountInfo> mounts = MountInfo.parse(PURE + "40 28 0:40 / /sys/fs rw - tmpfs none rw\n");
        assertThat(mounts.get(2).isVisible(mounts)).isFalse();
        assertThat(MountInfo.holding(Path.of("/sys/fs/bpf/berth"), mounts)).contains(mounts.getLast());
        assertThat(MountInfo.holding(Path.of("/sys/fsx"), mounts)).contains(mounts.getFirst());
    }

    /** As one with other letters than the locale has, where it speaks ASCII alone. */
    @Test
    void aMountPointThatCannotBeNamedHidesNoOther() throws Exception {
        String unnameable = "50 28 0:50 / /home/web/a\\000b rw - fuse.x x rw\n";
        assertThat(MountInfo.parse(unnameable + PURE + unnameable)).isEqualTo(MountInfo.parse(PURE));
    }

    @Test
    void whatIsNoMountIsRefusedByName() {
        for (String line : List.of("x", "36 35 98:0 / / rw - ext4 /dev/root", "36 35 98:0 / / rw shared:1")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> MountInfo.parse(line))
                    .withMessageContaining(line);
        }
    }

    @Test
    void anyTextGivesMountsOrANamedException() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? PURE : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.insert(random.nextInt(text.length() + 1), " -\\\n/0:7\0é,a".charAt(random.nextInt(12)));
            }
            try {
                assertThat(MountInfo.parse(text.toString())).isNotNull();
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageStartingWith("/proc/self/mountinfo: ");
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text, leak);
            }
        }
    }
}

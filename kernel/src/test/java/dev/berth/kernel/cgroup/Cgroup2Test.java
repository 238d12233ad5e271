package dev.berth.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.MountInfo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class Cgroup2Test {
    private static final String TMPFS = "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n";
    private static final String UNIFIED = "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
    private static final String PART = "50 1 0:38 /web /run/web/cgroup rw - cgroup2 cgroup2 rw\n";

    @Test
    void theHierarchyIsFoundWhereItIsMounted() throws Exception {
        assertThat(find(TMPFS + UNIFIED)).containsExactly(Path.of("/sys/fs/cgroup/unified"));
        assertThat(find("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"))
                .containsExactly(Path.of("/sys/fs/cgroup"));
        assertThat(find(TMPFS)).isEmpty();
    }

    @Test
    void aMountOfTheRootIsPreferredAndOneThatIsCoveredIsNone() throws Exception {
        assertThat(find(PART + TMPFS + UNIFIED)).containsExactly(Path.of("/sys/fs/cgroup/unified"));
        assertThat(find(UNIFIED + TMPFS + PART)).containsExactly(Path.of("/run/web/cgroup"));
    }

    @Test
    void theGroupOfAProcessIsTheOneWithoutControllers() {
        assertThat(Cgroup2.parse("4:memory:/a\n1:name=systemd:/b\n0::/system.slice/web.service\n"))
                .contains("/system.slice/web.service");
        assertThat(Cgroup2.parse("4:memory:/a\n")).isEmpty();
    }

    @Test
    void aGroupWithTheEndOfALineInItsNameIsNoOther() {
        assertThat(Cgroup2.parse("1:name=systemd:/a\r0::/forged\n0::/a/b\rc\u0085d\n"))
                .contains("/a/b\rc\u0085d");
    }

    @Test
    void groupsAreDirectoriesBelowTheMount() {
        Cgroup2 cgroup = new Cgroup2(Path.of("/sys/fs/cgroup"));
        assertThat(cgroup.directory("/")).isEqualTo(Path.of("/sys/fs/cgroup"));
        assertThat(cgroup.directory("/a/b")).isEqualTo(Path.of("/sys/fs/cgroup/a/b"));
    }

    private static List<Path> find(String mounts) throws MalformedException {
        return Cgroup2.find(MountInfo.parse(mounts)).map(Cgroup2::mountPoint).stream()
                .toList();
    }
}

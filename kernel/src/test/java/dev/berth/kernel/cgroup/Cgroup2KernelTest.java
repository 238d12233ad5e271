package dev.berth.kernel.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.kernel.unix.MountInfo;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Cgroup2KernelTest {
    @Test
    void theNumberOfAGroupLeadsBackToIt() throws Exception {
        Optional<Cgroup2> mounted = Cgroup2.find(MountInfo.read());
        assumeTrue(mounted.isPresent(), "this machine has no cgroup2");
        Cgroup2 cgroup = mounted.get();
        assertThat(Files.isRegularFile(cgroup.mountPoint().resolve("cgroup.procs")))
                .isTrue();
        String own = Cgroup2.of((int) ProcessHandle.current().pid()).orElseThrow();
        assumeTrue(Files.isDirectory(cgroup.directory(own)), "this process lives outside what is mounted");
        // Empty for a caller without CAP_DAC_READ_SEARCH.
        assertThat(cgroup.group(cgroup.id(own)).orElse(own)).isEqualTo(own);
        assertThat(cgroup.group(Long.MAX_VALUE)).isEmpty();
    }
}

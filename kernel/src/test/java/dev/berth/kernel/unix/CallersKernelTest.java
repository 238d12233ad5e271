package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Caller;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallersKernelTest {
    @Test
    void theCallerIsThisProcess() throws Exception {
        Caller caller = Callers.current();
        assertThat(caller.uid())
                .isEqualTo(Integer.toUnsignedLong((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
        assertThat(caller.namespace().toString())
                .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
        assertThat(caller.namespace().cookie()).isNotZero();
    }

    @Test
    void lifeIsTheSameEachTimeAndStartedWhenTheJvmDid() throws Exception {
        Life life = Callers.life();
        assertThat(Callers.life()).isEqualTo(life);
        if (!life.equals(Life.NOBODY)) {
            assertThat(life.pid()).isEqualTo((int) ProcessHandle.current().pid());
            Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
            double uptime =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0]);
            Instant ticks = Instant.now().minusMillis((long) (uptime * 1000)).plusMillis(life.startTicks() * 10);
            assertThat(Duration.between(ticks, started).abs()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void theNamespaceIsTheSameEachTime() throws Exception {
        NetworkNamespace here = Callers.networkNamespace();
        assertThat(Callers.networkNamespace()).isEqualTo(here);
    }
}

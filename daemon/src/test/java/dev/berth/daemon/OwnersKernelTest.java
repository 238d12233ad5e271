package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Event;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import dev.berth.engine.Tenant;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Callers;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose end is taken for one. */
class OwnersKernelTest {
    private static final Life OWNER = new Life(4711, 1);

    @TempDir
    private Path folder;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final List<GuardEntry> ended = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"EMFILE", "ENOMEM"})
    void whoCannotBeLookedAtLives(String why) throws Exception {
        hold(why.equals("EMFILE") ? Errno.EMFILE : Errno.ENOMEM);
        assertThat(kernel.guardHome().entries()).hasSize(1);
        assertThat(ended).isEmpty();
    }

    @Test
    void whoIsNotThereHasEnded() throws Exception {
        hold(Errno.ESRCH);
        assertThat(kernel.guardHome().entries()).isEmpty();
        assertThat(ended).hasSize(1);
    }

    /** A process has got something and is looked at, which comes to this. */
    private void hold(Errno errno) throws Exception {
        kernel.processes().moveCaller(Callers.networkNamespace());
        EnginePorts ports =
                new EnginePorts(kernel, folder.resolve("store"), InstantSource.system(), Duration.ofSeconds(5));
        Engines engines = new Engines(kernel, ports, ports, ports.steward(), new Associations(kernel));
        try (engines;
                Loop loop = new Loop(new SilentLog());
                Desk desk = new Desk(loop, new Patience(), Duration.ofSeconds(5), new SilentLog());
                Owners owners = new Owners(loop, engines, desk, new Noting(), pid -> {
                    throw new SyscallException("pidfd_open", errno, "pid " + pid);
                })) {
            ports.restore().orElseThrow();
            GuardEntry entry = engines.steward()
                    .acquire(
                            AcquireRequest.of(Protocol.TCP, 1),
                            new Tenant(OWNER, 1000, Optional.empty()),
                            0,
                            OptionalInt.empty())
                    .orElseThrow();
            owners.hold(entry);
        }
    }

    private final class Noting implements Witness {
        @Override
        public void acquired(GuardEntry entry, Asker asker) {}

        @Override
        public void released(GuardEntry entry, Asker asker) {}

        @Override
        public void ended(GuardEntry entry, String why) {
            ended.add(entry);
        }

        @Override
        public void changed(Event.Kind kind, Protocol protocol, PortBlock block, Asker asker) {}
    }
}

package dev.berth.cli;

import dev.berth.api.Ports;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.linux.LinuxKernel;
import java.time.Duration;
import java.time.InstantSource;

/** The machine this runs on. */
final class ThisMachine implements Machine {
    /** A change takes milliseconds: whoever holds the lock for longer is stuck, and should be named. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    @Override
    public Ports ports(Places places) {
        return new EnginePorts(kernel(places), places.store(), InstantSource.system(), LOCK_PATIENCE);
    }

    @Override
    public Checkup checkup(Places places) {
        return kernel(places).checkup();
    }

    private static Kernel kernel(Places places) {
        return new LinuxKernel(places.cgroup(), places.bpffs());
    }
}

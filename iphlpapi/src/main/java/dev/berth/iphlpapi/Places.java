package dev.berth.iphlpapi;

import dev.berth.api.Entries;
import dev.berth.api.Ports;
import dev.berth.client.ClientPorts;
import dev.berth.engine.Associations;
import dev.berth.engine.EngineEntries;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where state lives: where the variables that the command line reads say, or in the usual places.
 *
 * @param cgroup the cgroup whose sockets are guarded; the root of the cgroup2 hierarchy when empty
 * @param bpffs the directory in which the guard is pinned
 * @param store the directory in which reservations are recorded
 * @param socket where berthd listens
 */
record Places(Optional<Path> cgroup, Path bpffs, Path store, Path socket) {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    static Places of(Map<String, String> environment) {
        return new Places(
                place(environment, "BERTH_CGROUP"),
                place(environment, "BERTH_BPFFS").orElse(Path.of("/sys/fs/bpf/berth")),
                place(environment, "BERTH_STORE").orElse(Path.of("/var/lib/berth")),
                place(environment, "BERTH_SOCKET").orElse(ClientPorts.USUAL_SOCKET));
    }

    Kernel kernel() {
        return new LinuxKernel(cgroup, bpffs);
    }

    /** Those of an administrator; and of everybody else where berthd is not there, to be refused with what is missing. */
    Ports ports() {
        return isForBerthd() ? berthd() : ports(kernel(), store);
    }

    /** As {@link #ports}. */
    SocketPorts socketPorts() {
        return isForBerthd() ? SocketPorts.of(berthd()) : socketPorts(kernel(), store);
    }

    static SocketPorts socketPorts(Kernel kernel, Path store) {
        return SocketPorts.of(ports(kernel, store), new Associations(kernel));
    }

    private static EnginePorts ports(Kernel kernel, Path store) {
        return new EnginePorts(kernel, store, InstantSource.system(), LOCK_PATIENCE);
    }

    Entries entries(Ports ports) {
        return new EngineEntries(kernel(), ports);
    }

    private ClientPorts berthd() {
        return new ClientPorts(socket, DescriptorLine::to);
    }

    private boolean isForBerthd() {
        try {
            return Files.exists(socket) && !kernel().missingCapabilities().isEmpty();
        } catch (IOException unknown) {
            return false; // the engine asks again, and says what is the matter
        }
    }

    private static Optional<Path> place(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}

package dev.berth.iphlpapi;

import dev.berth.api.Entries;
import dev.berth.api.PortBlock;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where state lives: where the variables that the command line reads say, or in the usual places.
 *
 * @param cgroup the cgroup whose sockets are guarded; the root of the cgroup2 hierarchy when empty
 * @param bpffs the directory in which the guard is pinned
 * @param store the directory in which reservations are recorded
 * @param socket where berthd listens
 * @param range where an administrator's blocks come from that were not asked for by number; where they usually do when empty
 */
record Places(Optional<Path> cgroup, Path bpffs, Path store, Path socket, Optional<PortBlock> range) {
    private static final String RUNTIME_RANGE = "BERTH_RUNTIME_RANGE";
    private static final Pattern BLOCK = Pattern.compile("([0-9]+)(?:([-+])([0-9]+))?");
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

    /**
     * The places of an environment.
     *
     * @throws IllegalArgumentException if a variable has a value that means none
     */
    static Places of(Map<String, String> environment) {
        return new Places(
                place(environment, "BERTH_CGROUP"),
                place(environment, "BERTH_BPFFS").orElse(Path.of("/sys/fs/bpf/berth")),
                place(environment, "BERTH_STORE").orElse(Path.of("/var/lib/berth")),
                place(environment, "BERTH_SOCKET").orElse(ClientPorts.USUAL_SOCKET),
                value(environment, RUNTIME_RANGE).map(Places::range));
    }

    Kernel kernel() {
        return new LinuxKernel(cgroup, bpffs);
    }

    /** Those of an administrator; and of everybody else where berthd is not there, to be refused with what is missing. */
    Ports ports() {
        return isForBerthd() ? berthd() : ports(kernel(), store, range);
    }

    /** As {@link #ports}. */
    SocketPorts socketPorts() {
        return isForBerthd() ? SocketPorts.of(berthd()) : socketPorts(kernel(), store, range);
    }

    static SocketPorts socketPorts(Kernel kernel, Path store, Optional<PortBlock> range) {
        return SocketPorts.of(ports(kernel, store, range), new Associations(kernel));
    }

    private static EnginePorts ports(Kernel kernel, Path store, Optional<PortBlock> range) {
        return new EnginePorts(kernel, store, InstantSource.system(), LOCK_PATIENCE, range);
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
        return value(environment, variable).map(Path::of);
    }

    private static Optional<String> value(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
    }

    private static PortBlock range(String word) {
        try {
            PortBlock range = block(word);
            range.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return range;
        } catch (IllegalArgumentException unsound) {
            throw new IllegalArgumentException(
                    RUNTIME_RANGE + ": '" + word + "' is no block: " + unsound.getMessage(), unsound);
        }
    }

    /** As the command line reads it. */
    private static PortBlock block(String word) {
        Matcher parts = BLOCK.matcher(word);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it has to be like 8080, 8080-8083 or 8080+4");
        }
        int first = Integer.parseInt(parts.group(1));
        String sign = parts.group(2);
        if (sign == null) {
            return PortBlock.of(first);
        }
        int second = Integer.parseInt(parts.group(3));
        return sign.equals("+") ? PortBlock.of(first, second) : PortBlock.between(first, second);
    }
}

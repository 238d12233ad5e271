package dev.berth.bench.place;

import dev.berth.api.PortBlock;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where all of it happens: a cgroup of its own that is guarded, and directories of its own, as {@code bench/run} makes
 * them and names them in the environment that {@code ./berth} reads, too.
 *
 * @param cgroup the guarded cgroup, in which this runs
 * @param bpffs where the guard is pinned
 * @param store where the engine keeps its files
 */
public record Place(Path cgroup, Path bpffs, Path store) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FIRST = 20_000;

    /** {@return the place that the environment names} */
    public static Place here() throws IOException {
        return new Place(named("BERTH_CGROUP"), named("BERTH_BPFFS"), named("BERTH_STORE"));
    }

    /**
     * {@return a place beside this one: another cgroup, below the same, and other directories}
     *
     * @param name what tells it from this one
     */
    public Place beside(String name) {
        return new Place(
                cgroup.resolveSibling(name),
                bpffs.resolveSibling(bpffs.getFileName() + "-" + name),
                store.resolveSibling(store.getFileName() + "-" + name));
    }

    /** {@return the same place with its store where files are kept on a disk, which a temporary folder need not be} */
    public Place onDisk() throws IOException {
        return new Place(cgroup, bpffs, named("BERTH_BENCH_DISK").resolve("store"));
    }

    /**
     * {@return the same command, for which {@link #here} is this place}
     *
     * @param command the command
     */
    public List<String> at(List<String> command) {
        List<String> environment =
                List.of("env", "BERTH_CGROUP=" + cgroup, "BERTH_BPFFS=" + bpffs, "BERTH_STORE=" + store);
        return Stream.concat(environment.stream(), command.stream()).toList();
    }

    private static Path named(String variable) throws IOException {
        String path = System.getenv(variable);
        if (path == null || path.isEmpty()) {
            throw new IOException(variable + " names no place: run it by bench/run, which makes one");
        }
        return Path.of(path);
    }

    /**
     * {@return the ports that are to be had, where there are so many}
     *
     * @param ports how many
     */
    public static PortBlock pool(int ports) {
        return PortBlock.between(FIRST, FIRST + ports - 1);
    }

    /**
     * {@return an engine whose runtime reservations come from a pool of so many ports and from nowhere else}
     *
     * @param ports how many
     */
    public EnginePorts engine(int ports) {
        LinuxKernel kernel = new LinuxKernel(Optional.of(cgroup), bpffs);
        return new EnginePorts(kernel, store, InstantSource.system(), PATIENCE, Optional.of(pool(ports)));
    }

    /**
     * {@return the same command, started in the cgroup above, where nothing is guarded: what a peer costs without Berth}
     *
     * @param command the command
     */
    public List<String> outside(List<String> command) {
        List<String> enter =
                List.of("sh", "-c", "echo 0 > \"$0\"/cgroup.procs && exec \"$@\"", String.valueOf(cgroup.getParent()));
        return Stream.concat(enter.stream(), command.stream()).toList();
    }
}

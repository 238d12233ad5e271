package dev.berth.testkit;

import dev.berth.api.PortBlock;
import dev.berth.kernel.unix.MountInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The walls around a test: a cgroup, a network namespace and directories of its own, so that what it does to the kernel
 * concerns nobody else and can be taken away again.
 *
 * <p>Closing ends the processes that were started inside and removes everything, also what the guard left there; it
 * fails if something cannot be removed. Not safe for concurrent use, except for {@link #call}.
 */
public final class Walls implements AutoCloseable {
    /** What the names of cgroups, namespaces and directories of this JVM begin with. */
    static final String MINE = "berth-" + ProcessHandle.current().pid() + "-";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Deque<AutoCloseable> inside = new ArrayDeque<>();
    private final Path directory;
    private final ControlGroup cgroup;
    private final Netns network;

    private Walls(String name) throws IOException {
        directory = Files.createTempDirectory(name).toRealPath();
        closeLater(() -> remove(directory));
        try {
            network = anotherNetwork();
            cgroup = ControlGroup.make(name);
            closeLater(cgroup);
        } catch (IOException | RuntimeException failed) {
            try (this) {
                throw failed;
            }
        }
    }

    /** Builds walls. Needs root. */
    public static Walls build() throws IOException {
        return new Walls(name());
    }

    /** The walls of a test or class, for extensions that put something into them; built if they are not there yet. */
    public static Walls of(ExtensionContext context) {
        return WallsResolver.of(context);
    }

    /** The cgroup: the guard is to be attached to it. */
    public ControlGroup cgroup() {
        return cgroup;
    }

    /** The network namespace. */
    public Netns network() {
        return network;
    }

    /** A further network namespace. */
    public Netns anotherNetwork() throws IOException {
        return closeLater(Netns.make(name()));
    }

    /** Where the guard is to be pinned; nothing is mounted there yet. */
    public Path bpffs() {
        return directory.resolve("bpf");
    }

    /** Where the engine is to keep its files; it does not exist yet. */
    public Path store() {
        return directory.resolve("store");
    }

    /** A place for anything else. */
    public Path directory() {
        return directory;
    }

    /** Does something on a thread that lives in the network namespace; what it throws is thrown here. */
    public <T, X extends Exception> T call(Work<T, X> work) throws X {
        return network.call(work);
    }

    /** A program to start inside: in the network namespace and, from its first instruction on, in the cgroup. */
    public Program program(String... command) {
        String enter = "echo 0 > \"$0\"/cgroup.procs && exec \"$@\"";
        return Program.of(network.entered("sh", "-c", enter, cgroup.directory().toString()))
                .and(command);
    }

    /** An actor to start inside. */
    public ActorStart actor() {
        return ActorStart.within(this);
    }

    /** Says which ports automatic assignment chooses from. */
    public void automatic(PortBlock ports) throws IOException {
        sysctl("ip_local_port_range", ports.start() + " " + ports.last());
    }

    /** Writes {@code net.ipv4.NAME} of the network namespace. */
    public void sysctl(String name, String value) throws IOException {
        call(() -> Files.writeString(Path.of("/proc/sys/net/ipv4", name), value + "\n"));
    }

    /** Closes something when the walls close, and before what was there earlier. */
    public <T extends AutoCloseable> T closeLater(T resource) {
        inside.push(resource);
        return resource;
    }

    /** Removes everything. */
    @Override
    public void close() throws IOException {
        IOException failed = null;
        while (!inside.isEmpty()) {
            try {
                inside.pop().close();
            } catch (Exception | AssertionError reason) {
                failed = failed != null ? failed : new IOException("the walls leave something behind");
                failed.addSuppressed(reason);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private static void remove(Path directory) throws IOException {
        for (MountInfo mount : MountInfo.read().reversed()) {
            if (mount.mountPoint().startsWith(directory)) {
                Program.of("umount", mount.mountPoint().toString()).expect(0);
            }
        }
        Program.of("rm", "-rf", "--one-file-system", "--", directory.toString()).expect(0);
    }

    private static String name() {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return MINE + HexFormat.of().formatHex(random);
    }
}

package dev.berth.testkit;

import dev.berth.kernel.unix.MountInfo;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cgroup of a test's own in the cgroup2 hierarchy. Closing kills what runs in it and below it, and removes it with
 * everything below.
 */
public final class ControlGroup implements AutoCloseable {
    private static final Duration DYING = Patience.ofSeconds(5);

    private final Path root;
    private final Path directory;

    private ControlGroup(Path root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    /** Makes a cgroup directly below the root of the hierarchy. */
    static ControlGroup make(String name) throws IOException {
        Path root = hierarchy();
        return new ControlGroup(root, Files.createDirectory(root.resolve(name)));
    }

    /**
     * The place where the whole cgroup2 hierarchy is mounted.
     *
     * @throws IOException if it is not
     */
    public static Path hierarchy() throws IOException {
        return findHierarchy()
                .orElseThrow(
                        () -> new IOException("no cgroup2 hierarchy is mounted; mount -t cgroup2 none /sys/fs/cgroup"));
    }

    static Optional<Path> findHierarchy() throws IOException {
        return MountInfo.read().stream()
                .filter(mount -> mount.type().equals("cgroup2") && mount.root().equals("/"))
                .map(MountInfo::mountPoint)
                .findFirst();
    }

    /** The directory in the file system. */
    public Path directory() {
        return directory;
    }

    /** The path below the root of the hierarchy, with a leading slash: what names it as a consumer. */
    public String path() {
        return "/" + root.relativize(directory);
    }

    /** A cgroup below this one, by a name that may have several parts; it need not exist. */
    public ControlGroup child(String name) {
        return new ControlGroup(root, directory.resolve(name));
    }

    /** Makes it, and those above it, where it does not exist. */
    public ControlGroup make() throws IOException {
        Files.createDirectories(directory);
        return this;
    }

    /** The kernel's number for it; another one each time it is made. */
    public long id() throws IOException {
        return (Long) Files.getAttribute(directory, "unix:ino");
    }

    /** This cgroup and those below it, the deepest first. */
    List<ControlGroup> tree() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        List<ControlGroup> tree = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .forEach(path -> tree.add(new ControlGroup(root, path)));
        }
        return tree;
    }

    /** Kills what runs in it and below, and removes it; no matter if it does not exist. */
    @Override
    public void close() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.writeString(directory.resolve("cgroup.kill"), "1");
        for (ControlGroup group : tree()) {
            if (!Eventually.within(DYING, group::vanishes)) {
                throw new IOException("cgroup " + group.path() + " cannot be removed; it still holds processes "
                        + Files.readAllLines(group.directory.resolve("cgroup.procs")));
            }
        }
    }

    private boolean vanishes() throws IOException {
        try {
            Files.delete(directory);
            return true;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (FileSystemException busy) { // EBUSY while a process in it is still dying
            return false;
        }
    }
}

package dev.berth.kernel.cgroup;

import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.MountInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The cgroup2 hierarchy. Groups are named by their path below its root, with a leading slash, as
 * {@code /proc/PID/cgroup} names them.
 *
 * @param mountPoint where the root is mounted: {@code /sys/fs/cgroup}, or {@code /sys/fs/cgroup/unified} beside the old
 *     hierarchies
 */
public record Cgroup2(Path mountPoint) {
    private static final String UNIFIED = "0::";

    /**
     * The hierarchy as this process sees it.
     *
     * @throws UnsupportedException if it is not mounted
     */
    public static Cgroup2 find() throws IOException {
        return find(MountInfo.read())
                .orElseThrow(() -> new UnsupportedException(
                        "no cgroup2 hierarchy is mounted",
                        "mount it: mount -t cgroup2 none /sys/fs/cgroup/unified, or start with a systemd that does"));
    }

    /** The hierarchy among these mounts: one that can be reached, rather with its root than with a part of it. */
    public static Optional<Cgroup2> find(List<MountInfo> mounts) {
        List<MountInfo> candidates = mounts.stream()
                .filter(mount -> mount.type().equals("cgroup2") && mount.isVisible(mounts))
                .toList();
        return candidates.stream()
                .filter(mount -> mount.root().equals("/"))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .map(mount -> new Cgroup2(mount.mountPoint()));
    }

    /** The mount that a group's directory lies in; empty if it is no group's. */
    public static Optional<MountInfo> mountOf(Path group, List<MountInfo> mounts) throws IOException {
        if (!Files.isDirectory(group)) {
            return Optional.empty();
        }
        return MountInfo.holding(group.toRealPath(), mounts)
                .filter(mount -> mount.type().equals("cgroup2"));
    }

    /**
     * The directory of a group.
     *
     * @throws UnsupportedException if it is none, or the hierarchy is not mounted at all
     */
    public static Path requireGroup(Path group) throws IOException {
        if (mountOf(group, MountInfo.read()).isEmpty()) {
            throw new UnsupportedException(
                    group + " is no group of the cgroup2 hierarchy on " + find().mountPoint(),
                    "name a directory below that with --cgroup, or leave it out to guard all of the machine");
        }
        return group;
    }

    /**
     * The directory of a group that may be named, or else that of the root.
     *
     * @throws UnsupportedException if it is none, or the hierarchy is not mounted at all
     */
    public static Path requireGroup(Optional<Path> named) throws IOException {
        return named.isPresent() ? requireGroup(named.get()) : find().mountPoint();
    }

    /** The group of a process; empty where it has none, for the hierarchy is not mounted. */
    public static Optional<String> of(int pid) throws IOException {
        return parse(new String(
                Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "cgroup")), StandardCharsets.UTF_8));
    }

    /** The directory of a group, whether there is such a group or not. */
    public Path directory(String group) {
        return mountPoint.resolve(group.replaceFirst("^/+", ""));
    }

    /** The kernel's number for a group, which changes when the group is made anew: the inode of its directory. */
    public long id(String group) throws IOException {
        return id(directory(group));
    }

    /** The same of a group's directory. */
    public static long id(Path directory) throws IOException {
        return (Long) Files.getAttribute(directory, "unix:ino");
    }

    /** Tells whether no group has the number any more; false also for who may not ask. */
    public boolean isGone(long id) throws IOException {
        return CgroupHandle.isGone(mountPoint, id);
    }

    /** The group of a number; empty if there is none any more, or the caller may not ask. */
    public Optional<String> group(long id) throws IOException {
        return CgroupHandle.directory(mountPoint, id).map(this::group);
    }

    private String group(Path directory) {
        return "/" + mountPoint.relativize(directory);
    }

    static Optional<String> parse(String text) {
        // By newlines alone, which no group has in its name: it may hold every other end of a line.
        return Arrays.stream(text.split("\n", -1))
                .filter(line -> line.startsWith(UNIFIED))
                .findFirst()
                .map(line -> line.substring(UNIFIED.length()));
    }
}

package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.MountInfo;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The BPF file system under the guard's directory: finds it, mounts it, and sees that nobody else can write there. */
final class BpfFileSystem {
    private static final String TYPE = "bpf";
    /** What a mount of ours is called in the list of mounts, by which it is known when it is to go again. */
    private static final String SOURCE = "berth";
    /** Where everybody expects a BPF file system; sysfs keeps the directory, and lets nobody make one below it. */
    private static final Path USUAL = Path.of("/sys/fs/bpf");

    /** {@code S_IWGRP | S_IWOTH}. */
    private static final int FOREIGN_WRITE = 022;

    /** {@code S_ISVTX}. */
    private static final int STICKY = 01000;

    /** A mount is in use, or the caller has no CAP_SYS_ADMIN. */
    private static final Set<Errno> NOT_NOW = Set.of(Errno.EBUSY, Errno.EPERM);

    private final Path directory;

    BpfFileSystem(Path directory) throws IOException {
        this.directory = MountInfo.place(directory);
    }

    /** Makes the directory, and mounts a BPF file system for it where there is none. */
    void prepare() throws IOException {
        if (mount().isEmpty()) {
            mountIn(directory.startsWith(USUAL) ? USUAL : directory);
        }
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        requireTrusted();
    }

    /** Refuses a directory in which somebody else could replace the guard. */
    void requireTrusted() throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new UnsupportedException(
                    directory + " is a symbolic link", "remove it, or name the directory itself with --bpffs");
        }
        requireOwnedAndClosed(directory);
        Path parent = Objects.requireNonNullElse(directory.getParent(), directory);
        // In a sticky directory nobody but its owner can move away what is root's, and a mount point nobody can move at
        // all. The mounts come last: reading them costs more than all the rest.
        if (!isStickyAndRoots(parent) && !isOwnedAndClosed(parent) && !isMountPoint()) {
            requireOwnedAndClosed(parent);
        }
    }

    /**
     * Removes the directory, and the mount if it was made by {@link #prepare()}, where nothing else is in them. What is in use,
     * or not the caller's to unmount, stays: an empty place enforces nothing, and is used again by the next guard.
     */
    void remove() throws IOException {
        Optional<MountInfo> mount = mount();
        if (mount.isEmpty()) {
            return;
        }
        Path mountPoint = mount.get().mountPoint();
        if (!mountPoint.equals(directory)) {
            deleteIfEmpty(directory);
        }
        if (mount.get().source().equals(SOURCE) && isEmpty(mountPoint)) {
            boolean gone = unmount(mountPoint);
            if (gone && mountPoint.equals(directory)) {
                deleteIfEmpty(directory);
            }
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException somebodyElses) {
            // It stays for the sake of what is not the guard's.
        }
    }

    private Optional<MountInfo> mount() throws IOException {
        List<MountInfo> mounts = MountInfo.read();
        return MountInfo.holding(directory, mounts).filter(mount -> mount.type().equals(TYPE));
    }

    /** Without counting {@code maps.debug} and {@code progs.debug}, which the kernel itself puts into a new mount. */
    private static boolean isEmpty(Path directory) throws IOException {
        try (var files =
                Files.newDirectoryStream(directory, file -> !file.toString().endsWith(".debug"))) {
            return !files.iterator().hasNext();
        }
    }

    private static boolean isStickyAndRoots(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return Objects.equals(attributes.get("uid"), 0)
                && attributes.get("mode") instanceof Integer mode
                && (mode & STICKY) != 0;
    }

    private boolean isMountPoint() throws IOException {
        return mount().map(MountInfo::mountPoint).filter(directory::equals).isPresent();
    }

    private static boolean isOwnedAndClosed(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return Objects.equals(attributes.get("uid"), 0)
                && attributes.get("mode") instanceof Integer mode
                && (mode & FOREIGN_WRITE) == 0;
    }

    private static void requireOwnedAndClosed(Path path) throws IOException {
        if (!isOwnedAndClosed(path)) {
            throw new UnsupportedException(
                    path + " is not root's alone: it has another owner, or others may write to it",
                    "whoever can write there can replace the guard; remove it where it is none of yours, else run 'chown root "
                            + path + " && chmod 700 " + path + "', or name another place with --bpffs");
        }
    }

    private static void mountIn(Path place) throws IOException {
        boolean isNew = !Files.exists(place);
        Files.createDirectories(place);
        try {
            mount(place);
        } catch (UnsupportedException refused) {
            if (isNew) {
                Files.delete(place);
            }
            throw refused;
        }
    }

    private static void mount(Path place) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocateFrom(SOURCE);
            MemorySegment target = arena.allocateFrom(place.toString());
            MemorySegment type = arena.allocateFrom(TYPE);
            MemorySegment data = arena.allocateFrom("mode=0700");
            Syscall.call(
                    SyscallNumber.MOUNT,
                    "a BPF file system on " + place,
                    source.address(),
                    target.address(),
                    type.address(),
                    0,
                    data.address());
        } catch (SyscallException refused) {
            throw new UnsupportedException(
                    "no BPF file system holds " + place + " and none could be mounted (" + refused.errno() + ")",
                    "run 'berth restore' once as root of the machine, with CAP_SYS_ADMIN, which mounts one",
                    refused);
        }
    }

    private static boolean unmount(Path place) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocateFrom(place.toString());
            Syscall.call(SyscallNumber.UMOUNT2, place.toString(), target.address(), 0);
            return true;
        } catch (SyscallException refused) {
            if (NOT_NOW.contains(refused.errno())) {
                return false;
            }
            throw refused;
        }
    }
}

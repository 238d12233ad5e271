package dev.berth.kernel.cgroup;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** {@code struct file_handle} of {@code fcntl.h} as the cgroup file system fills it: a group by its number. */
final class CgroupHandle {
    /** {@code FILEID_KERNFS} of {@code linux/exportfs.h}: a handle of kernfs is the number alone. */
    private static final int FILEID_KERNFS = 0xfe;

    static final StructLayout LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("handle_bytes"),
            JAVA_INT.withName("handle_type"),
            JAVA_LONG_UNALIGNED.withName("f_handle"));

    /** No such number, or none in this file system. */
    private static final Set<Errno> GONE = Set.of(Errno.ESTALE, Errno.ENOENT);

    /** The directory of the group that has the number; empty also where CAP_DAC_READ_SEARCH is missing. */
    static Optional<Path> directory(Path mountPoint, long id) throws IOException {
        try (Fd directory = open(mountPoint, id)) {
            Path link = Path.of("/proc/self/fd", Integer.toString(directory.number()));
            return Optional.of(Files.readSymbolicLink(link));
        } catch (SyscallException refused) {
            if (GONE.contains(refused.errno()) || refused.errno().equals(Errno.EPERM)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Tells whether no group has the number; false also where CAP_DAC_READ_SEARCH is missing. */
    static boolean isGone(Path mountPoint, long id) throws IOException {
        try (Fd _ = open(mountPoint, id)) {
            return false;
        } catch (SyscallException refused) {
            if (GONE.contains(refused.errno())) {
                return true;
            }
            if (refused.errno().equals(Errno.EPERM)) {
                return false;
            }
            throw refused;
        }
    }

    private static Fd open(Path mountPoint, long id) throws IOException {
        try (Fd root = Fcntl.open(mountPoint.toString(), Fcntl.O_RDONLY, 0);
                Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(LAYOUT);
            handle.set(JAVA_INT, offset("handle_bytes"), Long.BYTES);
            handle.set(JAVA_INT, offset("handle_type"), FILEID_KERNFS);
            handle.set(JAVA_LONG_UNALIGNED, offset("f_handle"), id);
            long fd = Syscall.call(
                    SyscallNumber.OPEN_BY_HANDLE_AT,
                    "cgroup " + id,
                    root.number(),
                    handle.address(),
                    Fcntl.O_RDONLY | Fcntl.O_CLOEXEC);
            return new Fd((int) fd, "cgroup " + id);
        }
    }

    private static long offset(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }

    private CgroupHandle() {}
}

package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Which file it is, whatever it is called: {@code statx(2)}.
 *
 * @param deviceMajor the file system
 * @param deviceMinor the file system
 * @param inode the file in it
 */
record FileIdentity(int deviceMajor, int deviceMinor, long inode) {
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_INO = 0x100;
    /** {@code sizeof(struct statx)}, {@code linux/stat.h}. */
    private static final int STATX_SIZE = 256;

    private static final long STX_INO = 32;
    private static final long STX_DEV_MAJOR = 136;
    private static final long STX_DEV_MINOR = 140;

    /** A file that is open; what it is appears in messages. */
    static FileIdentity of(Fd file, String what) throws SyscallException {
        return read(file.number(), "", AT_EMPTY_PATH, what);
    }

    /** The file of a name, no symbolic link being followed; empty if there is none. */
    static Optional<FileIdentity> at(String path) throws SyscallException {
        try {
            return Optional.of(read(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, path));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static FileIdentity read(int directory, String path, int flags, String what) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATX_SIZE, Long.BYTES);
            long name = arena.allocateFrom(path).address();
            Syscall.call(SyscallNumber.STATX, what, directory, name, flags, STATX_INO, status.address());
            return new FileIdentity(
                    status.get(JAVA_INT, STX_DEV_MAJOR),
                    status.get(JAVA_INT, STX_DEV_MINOR),
                    status.get(JAVA_LONG, STX_INO));
        }
    }
}

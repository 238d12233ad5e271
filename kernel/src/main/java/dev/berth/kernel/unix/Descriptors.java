package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/** Which descriptors a program is given that this process becomes. */
final class Descriptors {
    private static final long LAST = 0xFFFF_FFFFL;
    private static final int CLOSE_RANGE_CLOEXEC = 1 << 2;
    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;

    /** Closes all but these when this process becomes another program, and none before. */
    static void pass(SortedSet<Integer> passed) throws IOException {
        try {
            long next = 0;
            for (int descriptor : passed) {
                closeOnExec(next, descriptor - 1L);
                next = descriptor + 1L;
            }
            closeOnExec(next, LAST);
        } catch (SyscallException unknown) { // before Linux 5.11, and where a filter of system calls is older than that
            passOneByOne(passed);
        }
    }

    /** As {@link #pass}, for who cannot say it of ranges. */
    static void passOneByOne(SortedSet<Integer> passed) throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path entry : open) {
                int descriptor = Integer.parseInt(String.valueOf(entry.getFileName()));
                if (!passed.contains(descriptor)) {
                    closeOnExec(descriptor);
                }
            }
        }
    }

    private static void closeOnExec(long first, long last) throws SyscallException {
        if (first <= last) {
            Syscall.call(SyscallNumber.CLOSE_RANGE, "fd " + first, first, last, CLOSE_RANGE_CLOEXEC);
        }
    }

    private static void closeOnExec(int descriptor) throws SyscallException {
        try {
            Syscall.call(SyscallNumber.FCNTL, "F_SETFD", "fd " + descriptor, descriptor, F_SETFD, FD_CLOEXEC);
        } catch (SyscallException refused) {
            if (!refused.errno().equals(Errno.EBADF)) { // closed by another thread since it was listed
                throw refused;
            }
        }
    }

    private Descriptors() {}
}

package dev.berth.kernel.process;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** The sockets among the descriptors of processes, {@code /proc/PID/fd}. Belongs to one thread. */
final class Descriptors implements AutoCloseable {
    /** {@code linux/kcmp.h}. */
    private static final int KCMP_FILES = 2;

    private static final int INIT = 1;
    /** Longer links are no sockets. */
    private static final int LINK_BYTES = 64;

    /** The process has ended, or the descriptor was closed. */
    private static final Set<Errno> GONE = Set.of(Errno.ENOENT, Errno.ESRCH);

    private static final Set<Errno> FORBIDDEN = Set.of(Errno.EACCES, Errno.EPERM);

    /** Takes what is found. */
    interface Sink {
        void socket(long inode);
    }

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment link = arena.allocate(LINK_BYTES, Long.BYTES);
    private final MemorySegment names = NumberedDirectory.buffer(arena);
    private final MemorySegment tasks = NumberedDirectory.buffer(arena);

    /** Everybody's. */
    static Sighting ofAll() throws IOException {
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        // From a pid namespace of its own the caller does not see all, nor where /proc hides others: not even init
        // then.
        boolean first = Callers.isInFirstPidNamespace();
        boolean init = false;
        boolean all = true;
        try (Descriptors descriptors = new Descriptors();
                NumberedDirectory processes =
                        NumberedDirectory.open("/proc", NumberedDirectory.buffer(descriptors.arena))) {
            while (processes.next()) {
                int pid = processes.number();
                init |= pid == INIT;
                all &= descriptors.of(pid, inode -> sockets.add(inode, pid));
            }
        }
        return new Sighting(sockets.collected(), first && init && all);
    }

    /** Those of a process and of its threads; false if the caller may not look into it. */
    boolean of(int pid, Sink sink) throws IOException {
        String process = "/proc/" + pid;
        try {
            table(process + "/fd", sink);
            try (NumberedDirectory threads = NumberedDirectory.open(process + "/task", tasks)) {
                while (threads.next()) {
                    int tid = threads.number();
                    if (tid != pid && hasItsOwn(pid, tid)) {
                        table(process + "/task/" + tid + "/fd", sink);
                    }
                }
            }
            return true;
        } catch (SyscallException refused) {
            if (GONE.contains(refused.errno())) {
                return true;
            }
            if (FORBIDDEN.contains(refused.errno())) {
                return false;
            }
            throw refused;
        }
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Goes through one table of descriptors. */
    private void table(String directory, Sink sink) throws SyscallException {
        try (NumberedDirectory descriptors = NumberedDirectory.open(directory, names)) {
            while (descriptors.next()) {
                long inode = socket(descriptors, directory);
                if (inode != 0) {
                    sink.socket(inode);
                }
            }
        } catch (SyscallException refused) {
            if (!GONE.contains(refused.errno())) {
                throw refused;
            }
        }
    }

    private long socket(NumberedDirectory descriptors, String directory) throws SyscallException {
        try {
            long length = Syscall.call(
                    SyscallNumber.READLINKAT,
                    directory,
                    descriptors.descriptor(),
                    descriptors.nameAddress(),
                    link.address(),
                    link.byteSize());
            return SocketLink.inode(link, length);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return 0;
            }
            throw refused;
        }
    }

    /** Tells whether a thread has a table of descriptors for itself: {@code unshare(CLONE_FILES)}, or its leader ended. */
    private static boolean hasItsOwn(int pid, int tid) throws SyscallException {
        try {
            return Syscall.call(SyscallNumber.KCMP, "thread " + tid, pid, tid, KCMP_FILES, 0, 0) != 0;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOSYS)) {
                return true; // a kernel without it: look
            }
            throw refused;
        }
    }
}

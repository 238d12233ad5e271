package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import org.jspecify.annotations.Nullable;

/**
 * Who has which socket open, told by the kernel itself: a BPF iterator goes through the files of all processes, and its
 * program, {@code socket_owners.bpf.c}, writes down the sockets. Nothing is pinned, and nothing of it outlasts this process.
 */
public final class SocketOwnerIterator {
    private static final ObjectFile FILE = new ObjectFile("socket_owners.bpf.o", "socket_owners", "the iterator's");
    private static final String PROGRAM = "berth_socket_owners";

    /** {@code struct socket_owner} of the program. */
    static final StructLayout LAYOUT = MemoryLayout.structLayout(JAVA_INT.withName("inode"), JAVA_INT.withName("pid"));

    private static final long INODE = LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("inode"));
    private static final long PID = LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement("pid"));
    /** The kernel collects 32 kB for one read, and gives no more at once. */
    private static final int BUFFER = 64 * 1024;

    /**
     * The program, ready to be run, from the first look on: to load it, libbpf reads all that the kernel says of its types, some
     * 80 ms each time. One descriptor of this process, which ends with it and is not passed on.
     */
    private static @Nullable Fd link;

    /** Takes what is found: the same pair may come twice. */
    public interface Sink {
        /** A socket, by its inode, unsigned 32 bits, and a process that has it open. */
        void socket(long inode, int pid);
    }

    /**
     * Goes through all processes of the machine.
     *
     * @throws UnsupportedException if this kernel, this machine or this caller cannot; it says which
     */
    public static void read(Sink sink) throws IOException {
        requireRights();
        try (Fd iteration = open()) {
            drain(iteration, sink);
        }
    }

    /**
     * Tells whether the caller could read, by starting and giving up.
     *
     * @throws UnsupportedException if not
     */
    public static void probe() throws IOException {
        requireRights();
        open().close();
    }

    /** The records in a part of what the program wrote; {@link MalformedException} if it is not made of them. */
    static void decode(MemorySegment records, Sink sink) throws MalformedException {
        if (records.byteSize() % LAYOUT.byteSize() != 0) {
            throw new MalformedException(PROGRAM, records.byteSize() + " bytes are no whole records");
        }
        for (long at = 0; at < records.byteSize(); at += LAYOUT.byteSize()) {
            sink.socket(
                    Integer.toUnsignedLong(records.get(JAVA_INT_UNALIGNED, at + INODE)),
                    records.get(JAVA_INT_UNALIGNED, at + PID));
        }
    }

    private static void requireRights() throws IOException {
        if (!Callers.isInFirstPidNamespace()) {
            throw new UnsupportedException(
                    "this process lives in a pid namespace of its own, where others' numbers mean nothing",
                    "ask from outside of the container");
        }
        if (!Callers.mayTrace()) {
            throw new UnsupportedException("CAP_BPF and CAP_PERFMON are missing", "ask as root");
        }
    }

    private static Fd open() throws IOException {
        try {
            return Bpf.iterator(link(), PROGRAM);
        } catch (SyscallException refused) {
            throw new UnsupportedException(
                    "the kernel lets no iterator run (" + refused.getMessage() + ")", "ask as root", refused);
        }
    }

    private static synchronized Fd link() throws IOException {
        if (link == null) {
            Libbpf libbpf = Libbpf.open();
            MemorySegment object = FILE.load(libbpf, (arena, prepared) -> {});
            try (Fd program = Fd.duplicate(libbpf.programFd(object, PROGRAM), PROGRAM)) {
                link = Bpf.iteratorLink(program, PROGRAM); // it keeps the program for itself
            } finally {
                libbpf.close(object);
            }
        }
        return link;
    }

    private static void drain(Fd iteration, Sink sink) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
            while (true) {
                try {
                    long length = Syscall.call(
                            SyscallNumber.READ, PROGRAM, iteration.number(), buffer.address(), buffer.byteSize());
                    if (length == 0) {
                        return;
                    }
                    decode(buffer.asSlice(0, length), sink);
                } catch (SyscallException refused) {
                    // EAGAIN: a million files in a row were no sockets, and the kernel takes a breath.
                    if (!refused.errno().equals(Errno.EAGAIN)
                            && !refused.errno().equals(Errno.EINTR)) {
                        throw refused;
                    }
                }
            }
        }
    }

    private SocketOwnerIterator() {}
}

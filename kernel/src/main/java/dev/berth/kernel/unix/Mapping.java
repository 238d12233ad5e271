package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;

/** Memory shared with the kernel, {@code mmap(2)}. Whoever closes it makes sure that nobody uses the segment any more. */
public final class Mapping implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private final MemorySegment segment;
    private final String what;

    private Mapping(MemorySegment segment, String what) {
        this.segment = segment;
        this.what = what;
    }

    /** Maps a descriptor's memory from its beginning, to read and write. */
    public static Mapping shared(Fd fd, long size, String what) throws SyscallException {
        return map(fd, size, 0, PROT_READ | PROT_WRITE, what);
    }

    /** Maps a part of a descriptor's memory, to read. */
    public static Mapping readOnly(Fd fd, long size, long offset, String what) throws SyscallException {
        return map(fd, size, offset, PROT_READ, what);
    }

    /** {@code getpagesize(2)}. */
    public static int pageSize() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Downcall.link("getpagesize", FunctionDescriptor.of(JAVA_INT))
                    .invokeExact(arena.allocate(Downcall.STATE));
        } catch (Throwable mislinked) {
            throw new LinkageError("getpagesize", mislinked);
        }
    }

    /** The memory. */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void close() {
        try {
            Syscall.call(SyscallNumber.MUNMAP, what, segment.address(), segment.byteSize());
        } catch (SyscallException impossible) {
            throw new IllegalStateException("unmapping " + what, impossible);
        }
    }

    private static Mapping map(Fd fd, long size, long offset, int protection, String what) throws SyscallException {
        long address = Syscall.call(SyscallNumber.MMAP, what, 0, size, protection, MAP_SHARED, fd.number(), offset);
        return new Mapping(Downcall.sized(MemorySegment.ofAddress(address), size), what);
    }
}

package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.MemorySegment;

/** {@code unistd.h}: reading and writing at an offset. */
public final class Unistd {
    /** Reads at an offset into the segment; how many bytes, 0 at the end. */
    public static long pread(Fd fd, String subject, MemorySegment into, long offset) throws SyscallException {
        return Syscall.call(SyscallNumber.PREAD64, subject, fd.number(), into.address(), into.byteSize(), offset);
    }

    /** Writes the segment at an offset; how many bytes were taken, which may be fewer. */
    public static long pwrite(Fd fd, String subject, MemorySegment from, long offset) throws SyscallException {
        return Syscall.call(SyscallNumber.PWRITE64, subject, fd.number(), from.address(), from.byteSize(), offset);
    }

    private Unistd() {}
}

package dev.berth.kernel.sysctl;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Precedence;
import dev.berth.kernel.unix.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A file of {@code /proc/sys}, opened for each access. What is said of writing is true of files that
 * {@code proc_do_large_bitmap()} of {@code kernel/sysctl.c} serves. Open to subclasses so that tests can write
 * at a moment of their choice.
 */
class SysctlFile {
    /** Every second port, the longest list there is, takes 191 kB; and only the first read of a file returns data. */
    private static final int LONGEST = 256 * 1024;
    /** What most texts are shorter than; memory is zeroed before it is used, so less of it is asked for first. */
    private static final int USUAL = 4096;

    private final String path;
    private final int longest;

    /** A file that may be as long as a list of ports. */
    SysctlFile(String path) {
        this(path, LONGEST);
    }

    /** A file that is no longer than so many bytes. */
    SysctlFile(String path, int longest) {
        this.path = path;
        this.longest = longest;
    }

    /** The whole text. */
    String read() throws SyscallException {
        try (Fd file = Fcntl.open(path, Fcntl.O_RDONLY, 0);
                Arena arena = Arena.ofConfined()) {
            int little = Math.min(USUAL, longest);
            String text = read(file, arena.allocate(little));
            // A text that is cut off fills the buffer, and is read anew from its beginning.
            return text.length() < little || little == longest ? text : read(file, arena.allocate(longest));
        }
    }

    /**
     * Puts the text in the place of what is there, a text of more than a page in several steps, if what is there is
     * what was seen before; tells whether it was. No lock makes this one step, and what somebody writes between the look
     * and the write is gone without a trace: so everything is opened and laid out before, between the two system calls
     * lies one comparison of bytes, and no ordinary thread comes in between.
     */
    boolean replace(String seen, String text) throws SyscallException {
        try (Fd file = Fcntl.open(path, Fcntl.O_RDWR, 0);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = bytes(text, arena);
            MemorySegment expected = bytes(seen, arena);
            // Where there is more than was seen, it is something else, whatever the rest.
            MemorySegment buffer = arena.allocate(Math.min(expected.byteSize() + 1, longest));
            // What goes first through a call takes its time: a write of nothing, which changes nothing.
            Unistd.pwrite(file, path, bytes.asSlice(0, 0), 0);
            same(expected, buffer, 0);
            try (Precedence _ = Precedence.take()) {
                long length = Unistd.pread(file, path, buffer, 0);
                if (!same(expected, buffer, length)) {
                    return false;
                }
                write(file, bytes, 0);
                return true;
            }
        }
    }

    /**
     * Adds the text to what is there.
     *
     * <p>The kernel replaces the bitmap by what is written at offset 0, and {@code or}s into it what is written at any
     * other ({@code if (*ppos) bitmap_or(…) else bitmap_copy(…)}), so that a list that is too long for one call is
     * continued. Starting at offset 1 makes all of it a continuation.
     */
    void merge(String text) throws SyscallException {
        try (Fd file = Fcntl.open(path, Fcntl.O_WRONLY, 0);
                Arena arena = Arena.ofConfined()) {
            write(file, bytes(text, arena), 1);
        }
    }

    private String read(Fd file, MemorySegment buffer) throws SyscallException {
        long length = Unistd.pread(file, path, buffer, 0);
        return StandardCharsets.US_ASCII
                .decode(buffer.asSlice(0, length).asByteBuffer())
                .toString();
    }

    private static boolean same(MemorySegment expected, MemorySegment found, long length) {
        return expected.byteSize() == length && MemorySegment.mismatch(expected, 0, length, found, 0, length) < 0;
    }

    private void write(Fd file, MemorySegment bytes, long offset) throws SyscallException {
        for (long done = 0; done < bytes.byteSize(); ) {
            // One call takes less than a page and stops in front of the number that it would cut in two.
            long taken = Unistd.pwrite(file, path, bytes.asSlice(done), offset + done);
            if (taken == 0) {
                throw new SyscallException("pwrite64", Errno.EINVAL, path + " (nothing was taken)");
            }
            done += taken;
        }
    }

    private static MemorySegment bytes(String text, Arena arena) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }
}

package dev.berth.kernel.process;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A directory of {@code /proc} whose entries are numbers; others are passed over. Without a string for each name, for
 * there are very many. Belongs to one thread.
 */
final class NumberedDirectory implements AutoCloseable {
    /** {@code struct linux_dirent64} of {@code getdents64(2)}: the length of the entry, and its name. */
    private static final int D_RECLEN = 16;

    private static final int D_NAME = 19;
    private static final int BUFFER = 32 * 1024;
    /** The largest process has seven digits; a descriptor may have ten. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final Fd directory;
    private final String path;
    private final MemorySegment entries;
    private long end;
    private long following;
    private long name;
    private int number;

    private NumberedDirectory(Fd directory, String path, MemorySegment entries) {
        this.directory = directory;
        this.path = path;
        this.entries = entries;
    }

    /** A buffer for one directory at a time. */
    static MemorySegment buffer(Arena arena) {
        return arena.allocate(BUFFER, Long.BYTES);
    }

    /** Opens a directory. */
    static NumberedDirectory open(String path, MemorySegment buffer) throws SyscallException {
        return new NumberedDirectory(Fcntl.open(path, Fcntl.O_RDONLY, 0), path, buffer);
    }

    /** Goes to the next number; false at the end. */
    boolean next() throws SyscallException {
        while (true) {
            if (following == end && !refill()) {
                return false;
            }
            name = following + D_NAME;
            following += Short.toUnsignedInt(entries.get(JAVA_SHORT_UNALIGNED, following + D_RECLEN));
            number = number(entries, name);
            if (number >= 0) {
                return true;
            }
        }
    }

    /** The number. */
    int number() {
        return number;
    }

    /** Where its name stands, ended by NUL, until the next one is asked for. */
    long nameAddress() {
        return entries.address() + name;
    }

    /** The directory itself, to name its entries by. */
    int descriptor() {
        return directory.number();
    }

    @Override
    public void close() {
        directory.close();
    }

    private boolean refill() throws SyscallException {
        following = 0;
        end = Syscall.call(SyscallNumber.GETDENTS64, path, directory.number(), entries.address(), entries.byteSize());
        return end > 0;
    }

    /** The number that stands at an offset, ended by NUL; -1 if none does. */
    static int number(MemorySegment text, long offset) {
        long number = -1;
        for (long at = offset; at < text.byteSize(); at++) {
            int digit = text.get(JAVA_BYTE, at) - '0';
            if (digit == -'0') {
                return (int) number;
            }
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * Math.max(number, 0) + digit;
            if (number > LARGEST) {
                return -1;
            }
        }
        return -1;
    }
}

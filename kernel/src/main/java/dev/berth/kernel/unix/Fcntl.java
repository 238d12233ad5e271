package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;

/** {@code fcntl.h}: opening files. */
public final class Fcntl {
    /** Relative paths start at the working directory. */
    public static final int AT_FDCWD = -100;
    /** For reading. */
    public static final int O_RDONLY = 0;
    /** For writing. */
    public static final int O_WRONLY = 1;
    /** For both. */
    public static final int O_RDWR = 2;
    /** Made if it is not there. */
    public static final int O_CREAT = 0x40;
    /** Closed in a program that this process becomes. */
    public static final int O_CLOEXEC = 0x80000;
    /** Refused with ELOOP if the last component is a symbolic link. */
    public static final int O_NOFOLLOW = isArm64() ? 0x8000 : 0x20000;

    private static final int O_NONBLOCK = 0x800;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;

    /** Opens a file, always with {@link #O_CLOEXEC}; the mode counts if it is made, less the umask. */
    public static Fd open(String path, int flags, int mode) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            long fd = Syscall.call(
                    SyscallNumber.OPENAT,
                    path,
                    AT_FDCWD,
                    arena.allocateFrom(path).address(),
                    flags | O_CLOEXEC,
                    mode);
            return new Fd((int) fd, path);
        }
    }

    /** Has calls on a descriptor, and on all others of the same open file, never wait. */
    static void unblock(Fd fd, String subject) throws SyscallException {
        long flags = Syscall.call(SyscallNumber.FCNTL, "F_GETFL", subject, fd.number(), F_GETFL);
        Syscall.call(SyscallNumber.FCNTL, "F_SETFL", subject, fd.number(), F_SETFL, flags | O_NONBLOCK);
    }

    /** arm64 keeps the values of 32-bit ARM, {@code asm/fcntl.h}; x86-64 and riscv64 have the generic ones. */
    private static boolean isArm64() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    private Fcntl() {}
}

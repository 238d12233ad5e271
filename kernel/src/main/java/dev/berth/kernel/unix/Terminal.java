package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/** {@code ioctl_tty(2)}: the terminal that a descriptor may lead to. */
public final class Terminal {
    /** The descriptor of standard output. */
    public static final int STDOUT_FILENO = 1;
    /** {@code asm-generic/ioctls.h}, which x86-64, arm64 and riscv64 share. */
    private static final int TIOCGWINSZ = 0x5413;
    /** {@code struct winsize}: {@code ws_row}, {@code ws_col} and two more, 16 bits each. */
    private static final int WINSIZE = 8;

    private static final int WS_COL = 2;

    /** How many columns it has; empty where the descriptor is no terminal, or one that does not say. */
    public static OptionalInt columns(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE, Short.BYTES);
            Syscall.call(SyscallNumber.IOCTL, "TIOCGWINSZ", descriptor, TIOCGWINSZ, size.address());
            int columns = Short.toUnsignedInt(size.get(JAVA_SHORT, WS_COL));
            return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
        } catch (SyscallException notOne) {
            return OptionalInt.empty();
        }
    }

    private Terminal() {}
}

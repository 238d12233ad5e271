package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class TerminalKernelTest {
    private static final int TIOCSWINSZ = 0x5414;

    @Test
    void aTerminalSaysHowWideItIs() throws IOException {
        try (Fd terminal = Fcntl.open("/dev/ptmx", Fcntl.O_RDWR, 0)) {
            assertThat(Terminal.columns(terminal.number())).as("not said yet").isEmpty();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment size = arena.allocateFrom(JAVA_SHORT, (short) 24, (short) 40_000, (short) 0, (short) 0);
                Syscall.call(SyscallNumber.IOCTL, "TIOCSWINSZ", terminal.number(), TIOCSWINSZ, size.address());
            }
            assertThat(Terminal.columns(terminal.number())).hasValue(40_000);
        }
    }

    @Test
    void whatIsNoTerminalIsNotWide() throws IOException {
        try (Fd nothing = Fcntl.open("/dev/null", Fcntl.O_RDWR, 0)) {
            assertThat(Terminal.columns(nothing.number())).isEmpty();
        }
        assertThat(Terminal.columns(-1)).isEmpty();
    }
}

package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * What time it was so long after the machine was started, {@code clock_gettime(2)}: by the clock on the wall as it goes
 * now, whatever somebody has set it to in between.
 *
 * @param boot when it was started
 */
public record BootClock(Instant boot) {
    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_BOOTTIME = 7;

    /** By how the clocks go now. */
    public static BootClock now() throws SyscallException {
        Instant sinceBoot = time(CLOCK_BOOTTIME, "CLOCK_BOOTTIME");
        Instant wall = time(CLOCK_REALTIME, "CLOCK_REALTIME");
        return new BootClock(wall.minusSeconds(sinceBoot.getEpochSecond()).minusNanos(sinceBoot.getNano()));
    }

    /** The time so many nanoseconds after the start. */
    public Instant instant(long nanos) {
        return boot.plusNanos(nanos);
    }

    private static Instant time(int clock, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(Pidfd.TIMESPEC);
            Syscall.call(SyscallNumber.CLOCK_GETTIME, name, clock, time.address());
            return Instant.ofEpochSecond(time.get(JAVA_LONG, 0), time.get(JAVA_LONG, Long.BYTES));
        }
    }
}

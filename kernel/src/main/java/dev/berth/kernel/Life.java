package dev.berth.kernel;

/**
 * A process that cannot be mistaken for a later one of the same number.
 *
 * @param pid its thread group id in the first pid namespace; 0 for nobody
 * @param startTicks when it started, in clock ticks since boot: field 22 of {@code /proc/PID/stat}
 */
public record Life(int pid, long startTicks) {
    /** Nobody: what hangs on it never ends by itself. */
    public static final Life NOBODY = new Life(0, 0);
}

package dev.berth.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many descriptors this process may have. Some are kept for those who are inside: what comes where none is left is
 * closed by the kernel, on the thread that receives it.
 *
 * @param most as many as may be open at a time
 */
record Room(int most) {
    private static final int KEPT = 8;
    private static final String LIMIT = "Max open files";

    /** This process's. */
    static Room ofThisProcess() throws IOException {
        return new Room(most(Files.readAllLines(Path.of("/proc/self/limits"))));
    }

    /** Tells by a descriptor that was made just now, and has the lowest number that was free, whether newcomers have none. */
    boolean isShort(int descriptor) {
        return descriptor >= most - most / KEPT;
    }

    /** The limit that counts, in {@code proc_pid_limits(5)}. */
    static int most(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(LIMIT))
                .map(line -> line.substring(LIMIT.length()).strip().split(" ", 2)[0])
                .filter(limit -> !limit.equals("unlimited"))
                .mapToInt(limit -> (int) Math.min(Long.parseLong(limit), Integer.MAX_VALUE))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }
}

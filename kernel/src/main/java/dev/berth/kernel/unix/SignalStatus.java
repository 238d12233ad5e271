package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/PID/status} says of signals, each a mask whose bit n - 1 stands for signal n; see
 * {@code proc_pid_status(5)}.
 *
 * @param blocked those that the thread with the number of the process blocks
 * @param ignored those that the process ignores
 * @param caught those that it handles
 */
record SignalStatus(long blocked, long ignored, long caught) {
    private static final int HEX = 16;

    /** This process. */
    static SignalStatus read() throws IOException {
        String file = "/proc/self/status";
        return parse(file, new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8));
    }

    /**
     * The signals in the text of a file.
     *
     * @throws MalformedException if a line is missing or is not as documented
     */
    static SignalStatus parse(String file, String text) throws MalformedException {
        return new SignalStatus(mask(file, text, "SigBlk"), mask(file, text, "SigIgn"), mask(file, text, "SigCgt"));
    }

    private static long mask(String file, String text, String name) throws MalformedException {
        String start = "\n" + name + ":\t";
        int from = text.indexOf(start);
        int to = text.indexOf('\n', from + 1);
        if (from < 0 || to < 0) {
            throw new MalformedException(file, "no line " + name);
        }
        try {
            return Long.parseUnsignedLong(text.substring(from + start.length(), to), HEX);
        } catch (NumberFormatException noMask) {
            throw new MalformedException(file, "no mask: " + noMask.getMessage());
        }
    }
}

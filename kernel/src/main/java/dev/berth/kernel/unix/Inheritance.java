package dev.berth.kernel.unix;

import java.io.IOException;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a process was started with and a JVM changes or adds to, so that it must be noted before: whatever program the
 * process becomes is to find it as it was. The signals that were blocked need no note: the JVM leaves its first thread
 * alone.
 *
 * @param ignored the signals that it ignored, as a mask whose bit n - 1 stands for signal n
 * @param descriptors the descriptors that it had open, those that are closed on exec left out
 */
public record Inheritance(long ignored, SortedSet<Integer> descriptors) {
    /** Nothing but standard input, output and error. */
    public static final Inheritance USUAL = parse("0", "0,1,2");

    private static final int HEX = 16;

    /** An inheritance whose set is its own. */
    public Inheritance {
        descriptors = Collections.unmodifiableSortedSet(new TreeSet<>(descriptors));
    }

    /**
     * The inheritance of a note.
     *
     * @param ignored the mask as {@code /proc/PID/status} has it
     * @param descriptors the numbers in any order, with commas between them
     * @throws NumberFormatException if the note is no such
     */
    public static Inheritance parse(String ignored, String descriptors) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String number : descriptors.split(",", -1)) {
            if (!number.isEmpty()) {
                numbers.add(Integer.parseUnsignedInt(number));
            }
        }
        return new Inheritance(Long.parseUnsignedLong(ignored, HEX), numbers);
    }

    /** Brings it back, for the program that the calling thread is about to become. */
    void restore() throws IOException {
        Descriptors.pass(descriptors);
        SignalStatus present = SignalStatus.read();
        // What the JVM handles turns into the default at exec; what it does not handle is still as it was.
        Signals.ignore(ignored & present.caught());
        Signals.block(present.blocked());
    }
}

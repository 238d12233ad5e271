package dev.berth.iphlpapi.example;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of the examples, in host order.
 *
 * @param startPort the starting port, 0 to 65535
 * @param numPorts the number of ports, not negative
 */
record Arguments(int startPort, int numPorts) {
    /** The arguments; null, after a line that says what is wrong, if they are none. */
    static @Nullable Arguments of(String example, String what, String[] words) {
        if (words.length != 2) {
            System.out.println("usage: " + example + " <Starting Port> <Number of Ports>");
            System.out.println(what);
            System.out.println("Example usage:");
            System.out.println("   " + example + " 5000 20");
            return null;
        }
        return of(words[0], words[1]);
    }

    /** As {@link #of(String, String, String[])}, of words of which there are enough. */
    static @Nullable Arguments of(String startPort, String numPorts) {
        OptionalInt start = number(startPort);
        if (start.isEmpty() || start.getAsInt() < 0 || start.getAsInt() > 65_535) {
            System.out.println("Starting point must be either 0 or between 1 and 65,535");
            return null;
        }
        OptionalInt count = number(numPorts);
        if (count.isEmpty() || count.getAsInt() < 0) {
            System.out.println("Number of ports must be a positive number");
            return null;
        }
        if (count.getAsInt() > 65_535) { // would be cut to 16 bits on the way
            System.out.println("Number of ports must not be more than 65,535");
            return null;
        }
        return new Arguments(start.getAsInt(), count.getAsInt());
    }

    /** The number that a word is; empty if it is none. */
    static OptionalInt number(String word) {
        try {
            return OptionalInt.of(Integer.parseInt(word));
        } catch (NumberFormatException none) {
            return OptionalInt.empty();
        }
    }
}

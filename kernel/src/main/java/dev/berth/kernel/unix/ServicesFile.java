package dev.berth.kernel.unix;

import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.Protocol;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * {@code services(5)}: a line for each service and protocol, {@code name port/protocol alias... # comment}. It is read
 * when a name is asked for and no sooner: filters mostly have numbers.
 */
public final class ServicesFile implements ServicePorts {
    private static final Path USUAL = Path.of("/etc/services");
    private static final int MAX_PORT = 65_535;

    private final Path path;
    private final Protocol protocol;

    ServicesFile(Path path, Protocol protocol) {
        this.path = path;
        this.protocol = protocol;
    }

    /** The names of this machine's services, of a protocol where one name has several ports. */
    public static ServicesFile of(Protocol protocol) {
        return new ServicesFile(USUAL, protocol);
    }

    /** Every port that the file names, of whatever protocol; none where it cannot be read. */
    public static PortSet ports() {
        try {
            return ports(new String(Files.readAllBytes(USUAL), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return PortSet.EMPTY;
        }
    }

    /** Without words and patterns, which cost a JVM that has just started milliseconds for these hundreds of lines. */
    static PortSet ports(String text) {
        BitSet ports = new BitSet();
        int end;
        for (int line = 0; line < text.length(); line = end + 1) {
            int next = text.indexOf('\n', line);
            end = next < 0 ? text.length() : next;
            int name = skip(text, line, end, true);
            int number = skip(text, skip(text, name, end, false), end, true);
            int slash = number;
            while (slash < end && isDigit(text.charAt(slash))) {
                slash++;
            }
            if (name < number && slash < end && text.charAt(slash) == '/') {
                number(text.substring(number, slash)).ifPresent(ports::set);
            }
        }
        return PortSet.of(ports);
    }

    /** Where the blanks end, or the word; a comment is the end of the line. */
    private static int skip(String text, int from, int end, boolean blanks) {
        int at = from;
        while (at < end && text.charAt(at) != '#' && Character.isWhitespace(text.charAt(at)) == blanks) {
            at++;
        }
        return at;
    }

    /** The port of a name; empty where the file has no such name, or cannot be read. */
    @Override
    public OptionalInt port(String name) {
        try {
            return port(name, protocol, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }

    /** The first line of the protocol that has the name, else the first line of any: lines that make no sense have none. */
    static OptionalInt port(String name, Protocol protocol, String text) {
        OptionalInt other = OptionalInt.empty();
        for (String line : text.split("\n", -1)) {
            String[] words = words(line);
            if (words.length < 2 || !names(words, name)) {
                continue;
            }
            int slash = words[1].indexOf('/');
            OptionalInt port = slash < 0 ? OptionalInt.empty() : number(words[1].substring(0, slash));
            if (port.isPresent() && isOf(protocol, words[1].substring(slash + 1))) {
                return port;
            }
            other = other.isPresent() ? other : port;
        }
        return other;
    }

    private static String[] words(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+", -1);
    }

    private static boolean names(String[] words, String name) {
        for (int i = 0; i < words.length; i++) {
            if (i != 1 && words[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Protocol protocol, String word) {
        for (Protocol pool : new Protocol[] {Protocol.TCP, Protocol.UDP}) {
            if (word.equals(pool.label())) {
                return protocol.meets(pool);
            }
        }
        return false;
    }

    private static OptionalInt number(String digits) {
        if (digits.isEmpty() || digits.length() > 5) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (!isDigit(digits.charAt(i))) {
                return OptionalInt.empty();
            }
        }
        int port = Integer.parseInt(digits);
        return port <= MAX_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

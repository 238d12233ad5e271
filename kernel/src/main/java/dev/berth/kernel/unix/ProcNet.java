package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the files of {@code /proc/net} say of the calling thread's network namespace; see {@code proc_pid_net(5)}. */
public final class ProcNet {
    private static final Path DIRECTORY = Path.of("/proc/thread-self/net");

    /**
     * Whether a table is there, as it is where the kernel speaks its protocol and its family.
     *
     * @param table {@code tcp} or {@code tcp6}
     * @throws IOException if nobody can tell, as nothing is there at all
     */
    public static boolean has(String table) throws IOException {
        Files.getLastModifiedTime(DIRECTORY);
        return Files.exists(DIRECTORY.resolve(table));
    }

    /**
     * The counters of a protocol, by name, of both families together.
     *
     * @param protocol {@code Tcp}, {@code Udp} and so on
     */
    public static Map<String, Long> counters(String protocol) throws IOException {
        Path file = DIRECTORY.resolve("snmp");
        return counters(file.toString(), Files.readString(file, StandardCharsets.US_ASCII), protocol);
    }

    /**
     * The counters of a protocol in a text.
     *
     * @throws MalformedException if the text is not as documented: a line of names, then one of as many numbers
     */
    static Map<String, Long> counters(String file, String text, String protocol) throws MalformedException {
        List<String> lines = text.lines()
                .filter(line -> line.startsWith(protocol + ": "))
                .map(line -> line.substring(protocol.length() + 2).strip())
                .toList();
        if (lines.size() != 2) {
            throw new MalformedException(file, lines.size() + " lines of " + protocol);
        }
        String[] names = lines.getFirst().split(" ", -1);
        String[] numbers = lines.getLast().split(" ", -1);
        if (names.length != numbers.length) {
            throw new MalformedException(
                    file, names.length + " names and " + numbers.length + " numbers of " + protocol);
        }
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            try {
                counters.put(names[i], Long.parseLong(numbers[i]));
            } catch (NumberFormatException noNumber) {
                throw new MalformedException(file, "no number: " + noNumber.getMessage());
            }
        }
        return counters;
    }

    private ProcNet() {}
}

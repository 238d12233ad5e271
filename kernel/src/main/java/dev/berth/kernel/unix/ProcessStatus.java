package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What {@code /proc/PID/status} says of a process; see {@code proc_pid_status(5)}.
 *
 * @param name its command, with a question mark for every character that has no business on a terminal
 * @param effectiveUid its effective user
 * @param effectiveCapabilities a bit for each capability that counts now
 */
public record ProcessStatus(String name, long effectiveUid, long effectiveCapabilities) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\[n\\\\]");
    private static final int EFFECTIVE = 1;
    private static final int HEX = 16;

    /** Reads a status file: of a process or of a thread. */
    public static ProcessStatus read(String file) throws IOException {
        return parse(file, new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8));
    }

    /**
     * The status in the text of a file.
     *
     * @throws MalformedException if a line is missing or is not as documented
     */
    public static ProcessStatus parse(String file, String text) throws MalformedException {
        // The kernel writes a newline as \\n and a backslash twice.
        String name = ESCAPED.matcher(field(file, text, "Name"))
                .replaceAll(escaped -> escaped.group().equals("\\n") ? "?" : "\\\\")
                .replaceAll("\\p{Cc}", "?");
        String[] uids = field(file, text, "Uid").split("\t", -1);
        try {
            return new ProcessStatus(
                    name,
                    Integer.toUnsignedLong(Integer.parseUnsignedInt(uids[Math.min(EFFECTIVE, uids.length - 1)])),
                    Long.parseUnsignedLong(field(file, text, "CapEff"), HEX));
        } catch (NumberFormatException noNumber) {
            throw new MalformedException(file, "no number: " + noNumber.getMessage());
        }
    }

    private static String field(String file, String text, String name) throws MalformedException {
        String start = name + ":\t";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .map(line -> line.substring(start.length()))
                .orElseThrow(() -> new MalformedException(file, "no line " + name));
    }
}

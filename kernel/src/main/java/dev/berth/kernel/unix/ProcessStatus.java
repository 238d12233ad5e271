package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code /proc/PID/status} says of a process; see {@code proc_pid_status(5)}.
 *
 * @param name its command, with a question mark for every character that has no business on a terminal
 * @param effectiveUid its effective user
 * @param groups its effective group and the supplementary ones
 */
public record ProcessStatus(String name, long effectiveUid, Set<Long> groups) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\[n\\\\]");
    /** Real, effective, saved, and the one of the file system. */
    private static final int IDS = 4;

    private static final int EFFECTIVE = 1;

    /** A status whose set is its own. */
    public ProcessStatus {
        groups = Set.copyOf(groups);
    }

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
        try {
            return new ProcessStatus(name, effective(file, text, "Uid"), groups(file, text));
        } catch (NumberFormatException noNumber) {
            throw new MalformedException(file, "no number: " + noNumber.getMessage());
        }
    }

    private static Set<Long> groups(String file, String text) throws MalformedException {
        Set<Long> groups = new HashSet<>();
        groups.add(effective(file, text, "Gid"));
        for (String group : field(file, text, "Groups").split(" ", -1)) {
            if (!group.isEmpty()) {
                groups.add(number(group));
            }
        }
        return groups;
    }

    private static long effective(String file, String text, String name) throws MalformedException {
        String[] ids = field(file, text, name).split("\t", -1);
        if (ids.length != IDS) {
            throw new MalformedException(file, name + " has " + ids.length + " numbers");
        }
        return number(ids[EFFECTIVE]);
    }

    private static long number(String id) {
        return Integer.toUnsignedLong(Integer.parseUnsignedInt(id));
    }

    private static String field(String file, String text, String name) throws MalformedException {
        String start = name + ":\t";
        // By newlines alone, which the kernel escapes: a command may hold every other end of a line, and comes first.
        for (String line : text.split("\n", -1)) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        throw new MalformedException(file, "no line " + name);
    }
}

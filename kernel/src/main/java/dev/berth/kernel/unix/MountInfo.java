package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A mounted file system, one line of {@code /proc/self/mountinfo}; see {@code proc_pid_mountinfo(5)}.
 *
 * @param mountPoint where it is mounted, as the process sees it
 * @param root which directory of the file system appears there: {@code /} unless it is a bind mount
 * @param type its type, such as {@code bpf} or {@code cgroup2}
 * @param source its device or whatever was named as such
 * @param options of this mount: {@code ro}, {@code nosuid}
 * @param superOptions of the file system itself: {@code rw}, {@code mode=700}
 */
public record MountInfo(
        Path mountPoint, String root, String type, String source, List<String> options, List<String> superOptions) {
    private static final String FILE = "/proc/self/mountinfo";
    private static final int ROOT = 3;
    private static final int MOUNT_POINT = 4;
    private static final int OPTIONS = 5;
    private static final int FIRST_OPTIONAL = 6;

    /** A mount whose lists are its own. */
    public MountInfo {
        options = List.copyOf(options);
        superOptions = List.copyOf(superOptions);
    }

    /** The mounts that this process sees, in the order in which they were made. */
    public static List<MountInfo> read() throws IOException {
        // Not readString: a mount point may be any bytes, and one odd name must not hide all the others.
        return parse(new String(Files.readAllBytes(Path.of(FILE)), StandardCharsets.UTF_8));
    }

    /**
     * The mounts of a {@code mountinfo} file's text, but for those whose mount point this JVM cannot name, as the locale
     * does not have its letters: nothing that it can name lies in them.
     *
     * @throws MalformedException if a line is none
     */
    public static List<MountInfo> parse(String text) throws MalformedException {
        List<MountInfo> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                parseLine(line).ifPresent(mounts::add);
            }
        }
        return List.copyOf(mounts);
    }

    /** The mount that a path lies in, if any: of those above it, the one made last, for it covers the others. */
    public static Optional<MountInfo> holding(Path path, List<MountInfo> mounts) {
        return mounts.reversed().stream()
                .filter(mount -> path.startsWith(mount.mountPoint))
                .findFirst();
    }

    /**
     * A path as mount points are named: its directory, or as much of it as there is, without symbolic links. The last name stays
     * as it is.
     */
    public static Path place(Path path) throws IOException {
        Path plain = path.toAbsolutePath().normalize();
        for (Path above = plain.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return above.toRealPath().resolve(above.relativize(plain));
            }
        }
        return plain;
    }

    /** Tells whether it can be reached: nothing was mounted over it or above it since. */
    public boolean isVisible(List<MountInfo> mounts) {
        return holding(mountPoint, mounts).filter(this::equals).isPresent();
    }

    private static Optional<MountInfo> parseLine(String line) throws MalformedException {
        // 36 35 98:0 /root /mount\040point rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue
        String[] fields = line.split(" ", -1);
        int dash = FIRST_OPTIONAL;
        while (dash < fields.length && !fields[dash].equals("-")) {
            dash++;
        }
        if (dash + 3 >= fields.length) {
            throw new MalformedException(FILE, "not a mount: '" + line + "'");
        }
        try {
            return Optional.of(new MountInfo(
                    Path.of(unescape(fields[MOUNT_POINT])),
                    unescape(fields[ROOT]),
                    unescape(fields[dash + 1]),
                    unescape(fields[dash + 2]),
                    options(fields[OPTIONS]),
                    options(fields[dash + 3])));
        } catch (InvalidPathException unnameable) {
            return Optional.empty();
        }
    }

    private static List<String> options(String field) {
        return Arrays.stream(field.split(",", -1)).map(MountInfo::unescape).toList();
    }

    /** Undoes {@code mangle()} of {@code fs/proc_namespace.c}: space, tab, newline, backslash and # as octal. */
    static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int at = 0; at < field.length(); ) {
            if (isEscape(field, at)) {
                plain.append((char) Integer.parseInt(field, at + 1, at + 4, 8));
                at += 4;
            } else {
                plain.append(field.charAt(at++));
            }
        }
        return plain.toString();
    }

    private static boolean isEscape(String field, int at) {
        return field.charAt(at) == '\\'
                && at + 3 < field.length()
                && isBetween(field.charAt(at + 1), '3')
                && isBetween(field.charAt(at + 2), '7')
                && isBetween(field.charAt(at + 3), '7');
    }

    private static boolean isBetween(char digit, char largest) {
        return digit >= '0' && digit <= largest;
    }
}

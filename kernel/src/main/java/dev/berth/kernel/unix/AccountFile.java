package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code passwd(5)} or {@code group(5)}: a line for each account, {@code name:password:number:...}.
 *
 * @param path where the file is
 */
record AccountFile(Path path) {
    /** All ones stand for nobody in system calls. */
    private static final long LARGEST = 0xFFFF_FFFEL;

    static final AccountFile PASSWD = new AccountFile(Path.of("/etc/passwd"));
    static final AccountFile GROUP = new AccountFile(Path.of("/etc/group"));

    /** The number of a name; empty where the file has no such line, or cannot be read, and others may know more. */
    OptionalLong number(String name) {
        try {
            return number(name, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** The name of a number; empty where the file has no such line, or cannot be read, and others may know more. */
    Optional<String> name(long number) {
        try {
            return name(number, new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static Optional<String> name(long number, String text) {
        String wanted = Long.toString(number);
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[2].equals(wanted) && !fields[0].isEmpty()) {
                return Optional.of(fields[0]);
            }
        }
        return Optional.empty();
    }

    static OptionalLong number(String name, String text) {
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(name) && isNumber(fields[2])) {
                return OptionalLong.of(Long.parseLong(fields[2]));
            }
        }
        return OptionalLong.empty();
    }

    /** One that {@code uid_t} and {@code gid_t} hold, and that means somebody. */
    private static boolean isNumber(String field) {
        return !field.isEmpty()
                && field.length() <= 10
                && field.chars().allMatch(c -> c >= '0' && c <= '9')
                && Long.parseLong(field) <= LARGEST;
    }
}

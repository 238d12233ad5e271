package dev.berth.kernel.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The process that made another one, or has taken it over: {@code /proc/PID/stat}, {@code proc_pid_stat(5)}. */
final class ParentProcess {
    /** The parent; empty if {@code /proc} does not say. 0 where it lives outside of the caller's pid namespace. */
    static OptionalInt of(int pid) {
        try {
            byte[] text = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "stat"));
            return parse(new String(text, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return OptionalInt.empty();
        }
    }

    static OptionalInt parse(String text) {
        // 4121 (name) S 4100 …: the name may hold blanks and parentheses, so what follows starts at the last one.
        int close = text.lastIndexOf(") ");
        String[] fields = close < 0 ? new String[0] : text.substring(close + 2).split(" ", 3);
        if (fields.length < 2 || !fields[1].matches("\\d{1,9}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(fields[1]));
    }

    private ParentProcess() {}
}

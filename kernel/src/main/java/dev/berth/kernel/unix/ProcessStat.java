package dev.berth.kernel.unix;

import dev.berth.kernel.Life;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code /proc/PID/stat}; see {@code proc_pid_stat(5)}.
 *
 * @param life the process and its start
 * @param state the state of its first thread, {@code Z} for a zombie
 * @param threads how many threads are left of it, a first one that has ended among them
 */
public record ProcessStat(Life life, char state, int threads) {
    /** Fields by their numbers, where the field after the command is the third. */
    private static final int STATE = 0;

    private static final int NUM_THREADS = 20 - 3;
    private static final int STARTTIME = 22 - 3;

    /** Reads a stat file. */
    public static ProcessStat read(String file) throws IOException {
        return parse(file, new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8));
    }

    /**
     * The process in the text of a file.
     *
     * @throws MalformedException if the text is not as documented
     */
    static ProcessStat parse(String file, String text) throws MalformedException {
        // 4121 (name) S …: the name may hold blanks and parentheses, so what follows starts at the last one.
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < open) {
            throw new MalformedException(file, "no command in parentheses");
        }
        String[] fields = text.substring(close + 2).split(" ", -1);
        if (fields.length <= STARTTIME || fields[STATE].length() != 1) {
            throw new MalformedException(file, "only " + fields.length + " fields after the command");
        }
        try {
            return new ProcessStat(
                    new Life(Integer.parseInt(text.substring(0, open)), Long.parseLong(fields[STARTTIME])),
                    fields[STATE].charAt(0),
                    Integer.parseInt(fields[NUM_THREADS]));
        } catch (NumberFormatException noNumber) {
            throw new MalformedException(file, "no number: " + noNumber.getMessage());
        }
    }

    /** Tells whether some thread of it runs: a first thread that has ended stays a zombie as long as others live. */
    public boolean isAlive() {
        boolean ended = state == 'Z' || state == 'X' || state == 'x';
        return !ended || threads > 1;
    }
}

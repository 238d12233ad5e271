package dev.berth.kernel.unix;

import dev.berth.kernel.Life;

/** {@code /proc/PID/stat}; see {@code proc_pid_stat(5)}. */
final class ProcessStat {
    /** Field 22, where the field after the command is the third. */
    private static final int STARTTIME = 22 - 3;

    /**
     * The process and its start.
     *
     * @throws MalformedException if the text is not as documented
     */
    static Life parse(String file, String text) throws MalformedException {
        // 4121 (name) S …: the name may hold blanks and parentheses, so what follows starts at the last one.
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < open) {
            throw new MalformedException(file, "no command in parentheses");
        }
        String[] fields = text.substring(close + 2).split(" ", -1);
        if (fields.length <= STARTTIME) {
            throw new MalformedException(file, "only " + fields.length + " fields after the command");
        }
        try {
            return new Life(Integer.parseInt(text.substring(0, open)), Long.parseLong(fields[STARTTIME]));
        } catch (NumberFormatException noNumber) {
            throw new MalformedException(file, "no number: " + noNumber.getMessage());
        }
    }

    private ProcessStat() {}
}

package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Who holds a file lock, from {@code /proc/locks}; see {@code proc_locks(5)}. */
final class LockHolders {
    private static final int TYPE = 1;
    private static final int PID = 4;
    private static final int FILE = 5;
    private static final int FIELDS = 8;

    /** A sentence that names the lock, its holder where that is known, and the way out. */
    static String explain(Path file) {
        return file + " is locked by " + holder(file) + "; wait until that is done and try again";
    }

    private static String holder(Path file) {
        OptionalInt pid;
        try {
            long inode = (Long) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
            pid = flock(new String(Files.readAllBytes(Path.of("/proc/locks")), StandardCharsets.US_ASCII), inode);
        } catch (IOException unknown) {
            pid = OptionalInt.empty();
        }
        return pid.isPresent() ? process(pid.getAsInt()) : "another process";
    }

    private static String process(int pid) {
        try {
            return "pid " + pid + " ("
                    + ProcessStatus.read("/proc/" + pid + "/status").name() + ")";
        } catch (IOException gone) {
            return "pid " + pid;
        }
    }

    /**
     * The process that has a {@code flock} on a file of this inode number, in the text of {@code /proc/locks}; empty if
     * there is none, or more than one because file systems number their files alike.
     */
    static OptionalInt flock(String locks, long inode) {
        // 1: FLOCK  ADVISORY  WRITE 4121 fe:00:131075 0 EOF; one that waits has "->" as its second word.
        List<Integer> holders = locks.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length == FIELDS && fields[TYPE].equals("FLOCK"))
                .filter(fields -> fields[FILE].endsWith(":" + inode))
                .flatMapToInt(fields -> number(fields[PID]))
                .filter(pid -> pid > 0)
                .distinct()
                .boxed()
                .toList();
        return holders.size() == 1 ? OptionalInt.of(holders.getFirst()) : OptionalInt.empty();
    }

    private static IntStream number(String digits) {
        try {
            return IntStream.of(Integer.parseInt(digits));
        } catch (NumberFormatException none) {
            return IntStream.empty();
        }
    }

    private LockHolders() {}
}

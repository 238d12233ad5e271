package dev.berth.it.ports;

import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ends processes that are no children of this JVM. */
final class Deaths {
    /** SIGKILL, and waits until none of its threads runs: it is gone, or a zombie for its parent. */
    static void kill(int pid) throws IOException {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Eventually.when("process " + pid + " has ended", () -> hasEnded(pid));
    }

    private static boolean hasEnded(int pid) throws IOException {
        Path file = Path.of("/proc", Integer.toString(pid), "stat");
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean alone = fields[17].equals("1");
            return alone && (fields[0].equals("Z") || fields[0].equals("X"));
        } catch (IOException unreadable) { // between opening and reading it ends as ESRCH
            if (Files.exists(file)) {
                throw unreadable;
            }
            return true;
        }
    }

    private Deaths() {}
}

package dev.berth.it.ports;

import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Ends processes that are no children of this JVM. */
final class Deaths {
    /** SIGKILL, and waits until none of its threads runs: it is gone, or a zombie for its parent. */
    static void kill(int pid) throws IOException {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Eventually.when("process " + pid + " has ended", () -> hasEnded(pid));
    }

    private static boolean hasEnded(int pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean alone = fields[17].equals("1");
            return alone && (fields[0].equals("Z") || fields[0].equals("X"));
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    private Deaths() {}
}

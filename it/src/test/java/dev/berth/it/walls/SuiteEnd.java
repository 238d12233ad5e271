package dev.berth.it.walls;

import dev.berth.testkit.Leaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Ends the run with an error that names what tests have left behind, and prints how many tests of which lane ran. */
public final class SuiteEnd implements LauncherSessionListener {
    private Leaks leaks = look();
    private final Counts counts = new Counts();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        leaks = look();
        session.getLauncher().registerTestExecutionListeners(counts);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (counts.ran + counts.skipped > 0) {
            System.out.println("it: " + counts.ran + " tests ran, " + counts.skipped + " were skipped");
        }
        List<String> left = left();
        if (!left.isEmpty()) {
            throw new AssertionError("the tests have left behind: " + String.join("; ", left));
        }
    }

    private List<String> left() {
        try {
            List<String> left = new ArrayList<>(leaks.since());
            left.addAll(BpfObjects.alive());
            return left;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Leaks look() {
        try {
            return Leaks.look();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Counts implements TestExecutionListener {
        private int ran;
        private int skipped;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            ran += test.isTest() ? 1 : 0;
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped++;
        }
    }
}

package dev.berth.it.walls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints each test as it ends, and at the end what was skipped, for what reason, what failed, and the numbers. */
final class SuiteReport implements TestExecutionListener {
    private final Map<String, Long> started = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();
    private int passed;
    private int skipped;

    @Override
    public void testPlanExecutionStarted(TestPlan all) {
        plan = Optional.of(all);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        started.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long millis = (System.nanoTime() - started.getOrDefault(test.getUniqueId(), System.nanoTime())) / 1_000_000;
        String what = "%s (%.1f s)".formatted(name(test), millis / 1e3);
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    passed++;
                    System.out.println("passed  " + what);
                }
            }
            case ABORTED -> skip(what, reason(result), 1);
            case FAILED -> failed(what, result.getThrowable().orElseGet(() -> new AssertionError("no reason given")));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        long inside = plan.stream()
                .flatMap(all -> all.getDescendants(test).stream())
                .filter(TestIdentifier::isTest)
                .count();
        skip(name(test), reason, (int) Math.max(1, inside));
    }

    /** Something failed, and why. */
    void failed(String what, Throwable why) {
        failures.add(what + ": " + why);
        System.out.println("FAILED  " + what);
        why.printStackTrace(System.out);
    }

    boolean isGood() {
        return failures.isEmpty() && passed > 0;
    }

    void print() {
        System.out.println();
        skips.forEach(skip -> System.out.println("skipped " + skip));
        failures.forEach(failure ->
                System.out.println("FAILED  " + failure.lines().findFirst().orElse("")));
        System.out.printf("%d passed, %d failed, %d skipped%n", passed, failures.size(), skipped);
    }

    private void skip(String what, String reason, int tests) {
        skipped += tests;
        skips.add(what + ": " + reason);
        System.out.println("skipped " + what + ": " + reason);
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable().map(String::valueOf).orElse("no reason given");
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> switch (source) {
                    case MethodSource method -> simple(method.getClassName()) + "." + shown(method, test);
                    case ClassSource type -> simple(type.getClassName());
                    default -> test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String shown(MethodSource method, TestIdentifier test) {
        String name = test.getDisplayName();
        return name.startsWith(method.getMethodName()) ? method.getMethodName() : method.getMethodName() + " " + name;
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
